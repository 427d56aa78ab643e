'use client'

import { useEffect, useState } from 'react'
import { useSearchParam } from '@/components/routing/use-search-param'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunView } from '@/lib/run/fold'
import { createReplay, stepOfEvent } from '@/lib/inspector/replay'

/**
 * A run as it stood at one event of its log; its number stands in the address. What is selected follows the event: the
 * step that it is about. The log is open while an event is looked at, or by the reader's choice.
 */
export function useLookedEvent(view: RunView, events: readonly LoggedEvent[]) {
  const [replay] = useState(createReplay)
  const [address, setAddress] = useSearchParam('event')
  // The address follows some frames later: keys that repeat would all start from the same event.
  const [asked, setAsked] = useState(address)
  const [, select] = useSearchParam('step')
  const [log, setLog] = useSearchParam('log')
  useEffect(() => {
    const followHistory = () => setAsked(new URLSearchParams(window.location.search).get('event') ?? '')
    window.addEventListener('popstate', followHistory)
    return () => window.removeEventListener('popstate', followHistory)
  }, [])
  const event = asked === '' ? undefined : events[Number(asked) - 1]

  function look(next: LoggedEvent | null) {
    const seq = next ? String(next.seq) : ''
    setAsked(seq)
    setAddress(seq, 'replace')
    if (next) select(stepOfEvent(replay.viewAt(events, next.seq), next) ?? '', 'replace')
  }

  const isLogOpen = log === 'open' || event !== undefined

  function onLogToggle(opens: boolean) {
    if (opens === isLogOpen) return
    setLog(opens ? 'open' : '', 'replace')
    if (!opens) look(null)
  }

  return {
    looked: event?.seq ?? null,
    lookedAt: event?.at ?? null,
    /** The view to show; the view itself while no event is looked at. */
    shown: event ? replay.viewAt(events, event.seq) : view,
    look,
    isLogOpen,
    onLogToggle,
  }
}
