// What the account says of a run that had ended before it was seen here: events with a time, and those in between.
import type { RunResult } from '@/lib/appbuilder/run'
import type { RunStep } from '@/lib/appbuilder/step'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { asCreated } from '@/lib/run/new-run'
import { fromStep } from './from-run'

export interface Ended {
  /** At rest. */
  readonly run: Run
  readonly remote: RunResult
  /** Oldest first. */
  readonly steps: readonly RunStep[]
  /** When the account was asked, in Unix milliseconds. */
  readonly askedMs: number
}

/** Something that happened, and when by the account's clock, in Unix milliseconds; 0 where it does not say. */
type TimedEvent = readonly [event: StreamEvent, accountMs: number]

/**
 * Each event at the account's own moment for it. What it tells no moment of, or one that cannot be, happened between
 * its neighbours.
 */
export function observeEnded(ended: Ended): readonly Observation[] {
  const told = [...beginning(ended), ...ended.steps.flatMap((step) => course(ended.run, step)), end(ended)]
  let before = 0
  return told.map(([event, accountMs], index): Observation => {
    if (accountMs > 0 && accountMs >= before) {
      before = accountMs
      return { ...event, source: 'response', at: accountMs }
    }
    const next = told.slice(index).find(([, ms]) => ms > 0 && ms >= before)?.[1] ?? ended.askedMs
    return { ...event, source: 'poll', at: next, ...(before > 0 && { notBefore: before }) }
  })
}

/** That it was at work a run tells by its start, or by its steps. Of others nobody knows what they did. */
function beginning({ run, remote, steps }: Ended): readonly TimedEvent[] {
  const queued = asCreated(run)
  const created: TimedEvent = [{ event: 'thread.run.created', data: queued }, remote.created_at]
  if (remote.started_at === 0 && steps.length === 0) return [created]
  const working: Run = { ...queued, status: 'in_progress', started_at: run.started_at }
  return [created, [{ event: 'thread.run.in_progress', data: working }, remote.started_at]]
}

/** A step from its beginning to its end. Recorded steps were created after they had ended: that is no beginning. */
function course(run: Run, told: RunStep): readonly TimedEvent[] {
  const step = fromStep(told, run)
  const endedMs = endOf(told)
  const beganMs = told.started_at || told.created_at
  const isBeginning = endedMs === 0 || beganMs <= endedMs
  const begun: TimedEvent = [{ event: 'thread.run.step.created', data: unfinished(step) }, isBeginning ? beganMs : 0]
  return step.status === 'in_progress'
    ? [begun]
    : [begun, [{ event: `thread.run.step.${step.status}`, data: step }, endedMs]]
}

/** The step as it began: what its calls were answered came later. */
function unfinished(step: Step): Step {
  const { step_details: details } = step
  const open = { status: 'in_progress', last_error: null } as const
  const untimed = { expired_at: null, cancelled_at: null, failed_at: null, completed_at: null } as const
  if (details.type !== 'tool_calls') return { ...step, ...open, ...untimed }
  const tool_calls = details.tool_calls.map((call) =>
    call.type === 'function' ? { ...call, function: { ...call.function, output: null } } : call,
  )
  return { ...step, ...open, ...untimed, step_details: { ...details, tool_calls } }
}

const end = ({ run, remote }: Ended): TimedEvent => [{ event: `thread.run.${run.status}`, data: run }, endOf(remote)]

type Ending = Pick<RunResult, 'completed_at' | 'cancelled_at' | 'failed_at' | 'expired_at'>

const endOf = ({ completed_at, cancelled_at, failed_at, expired_at }: Ending) =>
  Math.max(completed_at, cancelled_at, failed_at, expired_at)
