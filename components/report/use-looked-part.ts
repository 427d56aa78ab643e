'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { TimeRange } from '@/lib/inspector/lifecycle'
import { fromZoomText, toZoomText } from '@/lib/inspector/zoom'
import { useUrlChoice, useUrlState } from './report-context'

/** Browsers refuse an address that changes with every move of a finger: it is written once this has passed. */
const QUIET_MS = 250

/** What was asked for here; it counts as long as the address says what it said then. */
interface Asked {
  readonly part: TimeRange | null
  readonly address: string
}

/**
 * The part of a run's life that is looked at, between two moments; null = all of it. The address keeps it in whole
 * milliseconds, and follows at once or, for a movement, when it is over. `now` is ahead of renders: keys are faster.
 */
export function useLookedPart(beginning: number) {
  const urlState = useUrlState()
  const [address] = useUrlChoice('zoom')
  const [asked, setAsked] = useState<Asked>()
  const latest = useRef<Asked>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function note(next: Asked) {
    latest.current = next
    setAsked(next)
  }

  function ask(next: TimeRange | null, when: 'at once' | 'once quiet' = 'at once') {
    const text = next ? toZoomText(next, beginning) : ''
    function write() {
      note({ part: next, address: text })
      urlState.set({ zoom: text }, 'replace')
    }
    clearTimeout(timer.current)
    if (when === 'at once') return write()
    note({ part: next, address: urlState.get('zoom') })
    timer.current = setTimeout(write, QUIET_MS)
  }

  const looked = useMemo(() => partOf(asked, address, beginning), [asked, address, beginning])
  return { looked, now: () => partOf(latest.current, urlState.get('zoom'), beginning), ask }
}

const partOf = (asked: Asked | undefined, address: string, beginning: number) =>
  asked?.address === address ? asked.part : fromZoomText(address, beginning)
