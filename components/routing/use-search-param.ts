'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** `push` = the browser's back undoes it, `replace` = it changes with every key press or frame. */
type Way = 'push' | 'replace'

/**
 * Sets choices that live in the address, all at once, without asking the server for the page again; an empty value
 * leaves the address.
 */
export function useSetSearch() {
  const pathname = usePathname()
  return useCallback(
    (values: Readonly<Record<string, string>>, way: Way = 'push') => {
      // From the window, not from this render: two choices may be set before the next one.
      const known = new URLSearchParams(window.location.search)
      const next = new URLSearchParams(known)
      for (const [name, value] of Object.entries(values)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      // Back must not lead to the same page again.
      if (next.toString() === known.toString()) return
      const address = next.size > 0 ? `${pathname}?${next}` : pathname
      if (way === 'push') window.history.pushState(null, '', address)
      else window.history.replaceState(null, '', address)
    },
    [pathname],
  )
}

/** As the address has it at this moment, which a render may be behind; '' when it has none. */
export const searchParamNow = (name: string) => new URLSearchParams(window.location.search).get(name) ?? ''

/** One choice that lives in the address. */
export function useSearchParam(name: string): [string, (value: string, way?: Way) => void] {
  const setSearch = useSetSearch()
  const set = useCallback((value: string, way?: Way) => setSearch({ [name]: value }, way), [name, setSearch])
  return [useSearchParams().get(name) ?? '', set]
}
