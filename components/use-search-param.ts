'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/**
 * A choice that lives in the address. Setting it replaces the address in place, without asking the server for the
 * page again; an empty value leaves it.
 */
export function useSearchParam(name: string): [string, (value: string) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = useCallback(
    (value: string) => {
      // From the window, not from this render: two choices may be set before the next one.
      const next = new URLSearchParams(window.location.search)
      if (value) next.set(name, value)
      else next.delete(name)
      window.history.replaceState(null, '', next.size > 0 ? `${pathname}?${next}` : pathname)
    },
    [name, pathname],
  )
  return [params.get(name) ?? '', set]
}
