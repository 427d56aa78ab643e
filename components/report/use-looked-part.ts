'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { Stretch } from '@/lib/inspector/lifecycle'
import { fromZoomText, toZoomText } from '@/lib/inspector/zoom'
import { useUrlState } from './report-context'

/** Browsers refuse an address that changes with every move of a finger: it is written once this has passed. */
const QUIET_MS = 250

/** A part of a run's life in moments, or an address that tells of one. */
type Asked = Stretch | string | null

/**
 * The part of a run's life that is looked at, between two moments; null = all of it. The address keeps it in whole
 * milliseconds, and follows at once or, for a movement, when it is over. `now` is ahead of renders: keys are faster.
 */
export function useLookedPart(beginning: number) {
  const urlState = useUrlState()
  const [asked, setAsked] = useState<Asked>(() => urlState.first('zoom'))
  const latest = useRef<Asked>(asked)
  /** What the address was last seen to say. */
  const address = useRef(urlState.first('zoom'))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const partOf = (value: Asked) => (typeof value === 'string' ? fromZoomText(value, beginning) : value)

  useEffect(() => {
    const leave = urlState.subscribe(() => {
      const text = urlState.get('zoom')
      if (text === address.current) return
      address.current = text
      latest.current = text
      setAsked(text)
    })
    return () => {
      leave()
      clearTimeout(timer.current)
    }
  }, [urlState])

  function ask(next: Stretch | null, when: 'at once' | 'once quiet' = 'at once') {
    latest.current = next
    setAsked(next)
    clearTimeout(timer.current)
    function write() {
      address.current = next ? toZoomText(next, beginning) : ''
      urlState.set({ zoom: address.current }, 'replace')
    }
    if (when === 'at once') write()
    else timer.current = setTimeout(write, QUIET_MS)
  }

  const looked = useMemo(() => (typeof asked === 'string' ? fromZoomText(asked, beginning) : asked), [asked, beginning])
  return { looked, now: () => partOf(latest.current), ask }
}
