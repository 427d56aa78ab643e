'use client'

import { useCallback, useMemo, useState } from 'react'
import { noReplay, replayTo, stepOfEvent, viewAt } from '@/lib/inspector/replay'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunView } from '@/lib/run/fold'
import { useUrlChoice, useUrlState } from './report-context'

/**
 * A run as it stood at one event of its log; its number stands in the address. What is selected follows the event: the
 * step that it is about. The log is open while an event is looked at, or by the reader's choice.
 */
export function useLookedEvent(view: RunView, events: readonly LoggedEvent[]) {
  const urlState = useUrlState()
  const [asked] = useUrlChoice('event')
  const [log] = useUrlChoice('log')
  const event = asked === '' ? undefined : events[Number(asked) - 1]
  const [known, setKnown] = useState(noReplay)
  const replay = event ? replayTo(known, events, event.seq) : known
  if (replay !== known) setKnown(replay)
  const shown = useMemo(() => (event ? viewAt(replay, events, event.seq) : view), [replay, events, event, view])

  const look = useCallback(
    (next: LoggedEvent | null) => {
      const step = next && { step: stepOfEvent(viewAt(replay, events, next.seq), next) ?? '' }
      urlState.set({ event: next ? String(next.seq) : '', ...step }, 'replace')
    },
    [urlState, replay, events],
  )

  const isLogOpen = log === 'open' || event !== undefined
  const onLogToggle = useCallback(
    (opens: boolean) => {
      if (opens !== isLogOpen) urlState.set(opens ? { log: 'open' } : { log: '', event: '' }, 'replace')
    },
    [urlState, isLogOpen],
  )

  return {
    looked: event?.seq ?? null,
    lookedAt: event?.at ?? null,
    /** The view to show; the view itself while no event is looked at. */
    shown,
    look,
    isLogOpen,
    onLogToggle,
  }
}
