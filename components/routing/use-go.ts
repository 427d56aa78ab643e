'use client'

import { useRouter } from 'next/navigation'
import { leave } from './leave-hold'

/** Goes to a page from code, where there is no link to press; asks first when something unsaved would be lost. */
export function useGo() {
  const router = useRouter()
  return (href: string) => leave(() => router.push(href))
}
