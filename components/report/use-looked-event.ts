'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { checkpointsTo, noCheckpoints, viewAt } from '@/lib/inspector/replay/checkpoints'
import { stepOfEvent } from '@/lib/inspector/step-of-event'
import { exchangeKeyOf, type ExchangeLine } from '@/lib/inspector/wire-lines'
import { namedIn } from '@/lib/inspector/wire-selection'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunView } from '@/lib/run/fold'
import { useUrlChoice, useUrlState } from './report-context'

export type Looking = ReturnType<typeof useLookedEvent>

/**
 * A run as it stood at one event of its log; its number stands in the address. What is selected follows the event: the
 * step that it is about. A request or an answer may be looked at instead: the run is shown as it is then. The panel is
 * open while a line is looked at, or by the reader's choice.
 */
export function useLookedEvent(view: RunView, events: readonly LoggedEvent[]) {
  const urlState = useUrlState()
  const [asked] = useUrlChoice('event')
  const [askedExchange] = useUrlChoice('exchange')
  const [log] = useUrlChoice('log')
  const event = asked === '' ? undefined : events[Number(asked) - 1]
  const exchange = exchangeKeyOf(askedExchange) ? askedExchange : null
  const [known, setKnown] = useState(noCheckpoints)
  const checkpoints = event ? checkpointsTo(known, events, event.seq) : known
  if (checkpoints !== known) setKnown(checkpoints)
  const shown = useMemo(
    () => (event ? viewAt(checkpoints, events, event.seq) : view),
    [checkpoints, events, event, view],
  )

  const look = useCallback(
    (next: LoggedEvent | null) => {
      const step = next && { step: stepOfEvent(viewAt(checkpoints, events, next.seq), next) ?? '' }
      urlState.set({ event: next ? String(next.seq) : '', exchange: '', ...step }, 'replace')
    },
    [urlState, checkpoints, events],
  )
  const lookAt = useLookAt(events, look)
  const lookAtExchange = useCallback(
    ({ key, exchange: { names } }: ExchangeLine) =>
      urlState.set({ event: '', exchange: key, step: namedIn(view, names) }, 'replace'),
    [urlState, view],
  )

  const isLogOpen = log === 'open' || event !== undefined || exchange !== null
  const onLogToggle = useCallback(
    (opens: boolean) => {
      if (opens !== isLogOpen) urlState.set(opens ? { log: 'open' } : { log: '', event: '', exchange: '' }, 'replace')
    },
    [urlState, isLogOpen],
  )

  return {
    looked: event?.seq ?? null,
    lookedAt: event?.at ?? null,
    /** The key of the line of an exchange that is looked at. */
    lookedExchange: exchange,
    /** The view to show; the view itself while no event is looked at. */
    shown,
    look,
    /** The same by the event's number, which need not be here yet. */
    lookAt,
    lookAtExchange,
    isLogOpen,
    onLogToggle,
  }
}

/** Looks at the event of a number, which may be on its way: a log comes when it is asked for. */
function useLookAt(events: readonly LoggedEvent[], look: (event: LoggedEvent) => void) {
  const urlState = useUrlState()
  const awaited = useRef<number | null>(null)
  useEffect(() => {
    const event = events[(awaited.current ?? 0) - 1]
    if (!event) return
    awaited.current = null
    look(event)
  }, [events, look])
  return useCallback(
    (seq: number) => {
      const event = events[seq - 1]
      if (event) return look(event)
      awaited.current = seq
      urlState.set({ event: String(seq), exchange: '' }, 'replace')
    },
    [events, look, urlState],
  )
}
