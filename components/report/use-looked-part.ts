'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { searchParamNow, useSearchParam } from '@/components/routing/use-search-param'
import type { Stretch } from '@/lib/inspector/lifecycle'
import { fromZoomText, toZoomText } from '@/lib/inspector/zoom'

/** Browsers refuse an address that changes with every move of a finger: it is written once this has passed. */
const QUIET_MS = 250

/** A part of a run's life in moments, or an address that tells of one. */
type Asked = Stretch | string | null

/**
 * The part of a run's life that is looked at, between two moments; null = all of it. The address keeps it in whole
 * milliseconds, and follows at once or, for a movement, when it is over. `now` is ahead of renders: keys are faster.
 */
export function useLookedPart(beginning: number) {
  const [address, setAddress] = useSearchParam('zoom')
  const [asked, setAsked] = useState<Asked>(address)
  const latest = useRef<Asked>(address)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const partOf = (value: Asked) => (typeof value === 'string' ? fromZoomText(value, beginning) : value)

  useEffect(() => {
    const followHistory = () => {
      latest.current = searchParamNow('zoom')
      setAsked(latest.current)
    }
    window.addEventListener('popstate', followHistory)
    return () => {
      window.removeEventListener('popstate', followHistory)
      clearTimeout(timer.current)
    }
  }, [])

  function ask(next: Stretch | null, when: 'at once' | 'once quiet' = 'at once') {
    latest.current = next
    setAsked(next)
    clearTimeout(timer.current)
    const write = () => setAddress(next ? toZoomText(next, beginning) : '', 'replace')
    if (when === 'at once') write()
    else timer.current = setTimeout(write, QUIET_MS)
  }

  const looked = useMemo(() => (typeof asked === 'string' ? fromZoomText(asked, beginning) : asked), [asked, beginning])
  return { looked, now: () => partOf(latest.current), ask }
}
