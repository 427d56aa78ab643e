'use client'

import { useEffect, useRef, useState } from 'react'
import { searchParamNow, useSearchParam } from '@/components/use-search-param'

/** Browsers refuse an address that changes with every move of a finger: it is written once this has passed. */
const QUIET_MS = 250

/**
 * What of a run's life is looked at, as the address keeps it. What is shown goes ahead of the address, which follows
 * at once or, for a movement, when it is over. `now` is ahead of renders as well: keys come faster than they do.
 */
export function useZoomText() {
  const [address, setAddress] = useSearchParam('zoom')
  const [text, setText] = useState(address)
  const latest = useRef(address)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const followHistory = () => {
      latest.current = searchParamNow('zoom')
      setText(latest.current)
    }
    window.addEventListener('popstate', followHistory)
    return () => {
      window.removeEventListener('popstate', followHistory)
      clearTimeout(timer.current)
    }
  }, [])

  function ask(next: string, when: 'at once' | 'once quiet' = 'at once') {
    latest.current = next
    setText(next)
    clearTimeout(timer.current)
    const write = () => setAddress(next, 'replace')
    if (when === 'at once') write()
    else timer.current = setTimeout(write, QUIET_MS)
  }

  return { text, now: () => latest.current, ask }
}
