// A log looked at as it stood at one of its events.
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { countWhile } from './count-while'

/** A view is kept after each so many events, so that a step back folds few of them again. */
const KEPT_EVERY = 500

interface Replay {
  /** The view after the event of that number; of a log that grows, hand over all there is. */
  readonly viewAt: (events: readonly LoggedEvent[], seq: number) => RunView
}

/** Looks at a log event by event, forwards and back. Remembers what it folded, as long as the log is the same one. */
export function createReplay(): Replay {
  let first: LoggedEvent | undefined
  let kept: RunView[] = [emptyView]

  function viewAt(events: readonly LoggedEvent[], seq: number): RunView {
    if (events[0] !== first) {
      first = events[0]
      kept = [emptyView]
    }
    const count = countUpTo(events, seq)
    const wanted = Math.floor(count / KEPT_EVERY)
    while (kept.length <= wanted) {
      const from = (kept.length - 1) * KEPT_EVERY
      kept.push(fold(kept.at(-1)!, events.slice(from, from + KEPT_EVERY)))
    }
    return fold(kept[wanted]!, events.slice(wanted * KEPT_EVERY, count))
  }

  return { viewAt }
}

/** How many events have no higher number than `seq`; they are in order. */
const countUpTo = (events: readonly LoggedEvent[], seq: number) => countWhile(events, (event) => event.seq <= seq)

/** The step that an event is about, in the view after it; null when it is about the run as a whole. */
export function stepOfEvent({ steps }: RunView, { data }: LoggedEvent): string | null {
  if ('error' in data) return null
  switch (data.object) {
    case 'thread.run.step':
    case 'thread.run.step.delta':
      return data.id
    case 'thread.message':
    case 'thread.message.delta':
      return (
        steps.find(
          ({ step_details: details }) =>
            details.type === 'message_creation' && details.message_creation.message_id === data.id,
        )?.id ?? null
      )
    case 'playground.reasoning.delta':
    case 'playground.request.adapted':
      return steps.some(({ id }) => id === data.step_id) ? data.step_id : null
    case 'thread':
    case 'thread.run':
    case 'playground.unknown':
      return null
    default:
      return data satisfies never
  }
}
