// The log of a run of which only its objects are known: what they name a second of, within that second.
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { asCreated } from '@/lib/run/new-run'

interface Imported {
  /** At rest. */
  readonly run: Run
  /** Oldest first. */
  readonly steps: readonly Step[]
  /** How it stood in its source, where it was not at rest there. */
  readonly underway: Run | undefined
}

/** Something that happened, in this Unix second. */
type DatedEvent = readonly [event: StreamEvent, second: number]

/** Nothing is added that the objects do not say: the statuses in between are not known. */
export function logOf({ run, steps, underway }: Imported): readonly LoggedEvent[] {
  const between = [...beginning(run, steps), ...steps.flatMap(course), ...standing(underway, steps)]
  const told = [...between.toSorted(([, a], [, b]) => a - b), end(run, steps)]
  let last = run.created_at
  return told.map(([event, second], index): LoggedEvent => {
    last = Math.max(last, second)
    return { ...event, source: 'import', seq: index + 1, at: last * 1000 + 999, notBefore: last * 1000 }
  })
}

/** When a run that is over came to its end, in Unix seconds, as far as it is known. */
export function endOfRun(run: Run, steps: readonly Step[]): number {
  const told = run.completed_at ?? run.failed_at ?? run.cancelled_at
  const last = Math.max(run.created_at, run.started_at ?? 0, ...steps.map((step) => endOf(step) ?? step.created_at))
  if (told !== null) return Math.max(told, run.created_at)
  return run.status === 'expired' && run.expires_at !== null ? Math.max(run.expires_at, last) : last
}

function beginning(run: Run, steps: readonly Step[]): readonly DatedEvent[] {
  const { created_at, started_at } = run
  const first = steps[0]?.created_at
  const queued: Run = { ...asCreated(run), required_action: null, incomplete_details: null, usage: null }
  const created: DatedEvent = [{ event: 'thread.run.created', data: queued }, Math.min(created_at, first ?? Infinity)]
  // A run that waited for outputs may say when it went on last.
  const from = Math.min(started_at ?? Infinity, first ?? Infinity)
  if (from === Infinity) return [created]
  const working: Run = { ...queued, status: 'in_progress', started_at }
  return [created, [{ event: 'thread.run.in_progress', data: working }, from]]
}

function course(step: Step): readonly DatedEvent[] {
  const begun: DatedEvent = [{ event: 'thread.run.step.created', data: unfinished(step) }, step.created_at]
  if (step.status === 'in_progress') return [begun]
  return [begun, [{ event: `thread.run.step.${step.status}`, data: step }, endOf(step) ?? step.created_at]]
}

const endOf = (step: Step) => step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at

/** As it began: what its calls were answered came later. */
function unfinished(step: Step): Step {
  const { step_details: details } = step
  const open = { ...step, status: 'in_progress', last_error: null, usage: null } as const
  const untimed = { ...open, expired_at: null, cancelled_at: null, failed_at: null, completed_at: null }
  if (details.type !== 'tool_calls') return untimed
  const tool_calls = details.tool_calls.map((call) =>
    call.type === 'function' ? { ...call, function: { ...call.function, output: null } } : call,
  )
  return { ...untimed, step_details: { ...details, tool_calls } }
}

/** A status that it was found in, and in which nobody carries it on. */
function standing(run: Run | undefined, steps: readonly Step[]): readonly DatedEvent[] {
  if (!run || run.status === 'queued' || run.status === 'in_progress') return []
  const second = Math.max(run.started_at ?? run.created_at, ...steps.map((step) => step.created_at))
  return [[{ event: `thread.run.${run.status}`, data: run }, second]]
}

const end = (run: Run, steps: readonly Step[]): DatedEvent => [
  { event: `thread.run.${run.status}`, data: run },
  endOfRun(run, steps),
]
