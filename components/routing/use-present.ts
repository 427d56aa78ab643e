'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** Shows this page to an audience, or ends that. What is chosen in the address stays. */
export function usePresent() {
  const pathname = usePathname()
  const router = useRouter()
  return useCallback(
    (isPresented: boolean) => {
      const search = new URLSearchParams(window.location.search)
      if (isPresented) search.set('present', '1')
      else search.delete('present')
      router.replace(search.size > 0 ? `${pathname}?${search}` : pathname)
    },
    [pathname, router],
  )
}
