// A log looked at as it stood at one of its events.
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { countWhile } from './count-while'

/** A view is kept after each so many events, so that a step back folds few of them again. */
const KEPT_EVERY = 500

/** What was folded of a log so far: the views after each 500th event of the log that begins with `first`. */
export interface Replay {
  readonly first: LoggedEvent | undefined
  readonly kept: readonly RunView[]
}

export const noReplay: Replay = { first: undefined, kept: [emptyView] }

/** The replay with all that looking at an event of that number needs; the same object when it has that already. */
export function replayTo(replay: Replay, events: readonly LoggedEvent[], seq: number): Replay {
  const known = replay.first === events[0] ? replay.kept : noReplay.kept
  const missing = Math.floor(countUpTo(events, seq) / KEPT_EVERY) - (known.length - 1)
  if (missing <= 0) return known === replay.kept ? replay : { first: events[0], kept: known }
  const kept = [...known]
  for (let index = 0; index < missing; index++) {
    const from = (kept.length - 1) * KEPT_EVERY
    kept.push(fold(kept.at(-1)!, events.slice(from, from + KEPT_EVERY)))
  }
  return { first: events[0], kept }
}

/** The view after the event of that number; of a log that grows, hand over all there is. */
export function viewAt(replay: Replay, events: readonly LoggedEvent[], seq: number): RunView {
  const { kept } = replayTo(replay, events, seq)
  const count = countUpTo(events, seq)
  const whole = Math.floor(count / KEPT_EVERY)
  return fold(kept[whole]!, events.slice(whole * KEPT_EVERY, count))
}

/** How many events have no higher number than `seq`; they are in order. */
const countUpTo = (events: readonly LoggedEvent[], seq: number) => countWhile(events, (event) => event.seq <= seq)

const stepOfCall = (steps: RunView['steps'], callId: string) =>
  steps.find(
    ({ step_details: details }) => details.type === 'tool_calls' && details.tool_calls.some(({ id }) => id === callId),
  )?.id ?? null

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
    case 'playground.turn.counted':
    case 'playground.calls.written':
    case 'playground.call.answered':
      return steps.some(({ id }) => id === data.step_id) ? data.step_id : null
    case 'playground.responder.told':
      return stepOfCall(steps, data.call_id)
    case 'thread':
    case 'thread.run':
    case 'playground.unknown':
      return null
    default:
      return data satisfies never
  }
}
