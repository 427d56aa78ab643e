'use client'

import { Suspense } from 'react'
import { lateSilently } from '@/components/late/late'
import { useHydrated } from '@/components/ui/use-now'
import type { ShortcutName } from './shortcut-table'

const Keys = lateSilently(() => import('./keys').then((file) => file.Keys))

/** The keys of a shortcut beside what it does; nothing on machines without a keyboard. */
export function ShortcutHint({ name }: { name: ShortcutName }) {
  const isHydrated = useHydrated()
  return (
    <span aria-hidden className="hidden shrink-0 text-meta opacity-90 wide:inline pointer-coarse:hidden">
      <Suspense>{isHydrated && <Keys name={name} />}</Suspense>
    </span>
  )
}
