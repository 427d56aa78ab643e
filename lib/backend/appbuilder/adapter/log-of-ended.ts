// The log of a run that had ended before it was seen here: what its account tells of it, and no move that nobody saw.
import type { RunResult } from '@/lib/appbuilder/run'
import type { RunStep } from '@/lib/appbuilder/step'
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { fromStep } from './from-run'

interface Ended {
  /** At rest. */
  readonly run: Run
  readonly remote: RunResult
  /** Oldest first. */
  readonly steps: readonly RunStep[]
  /** When the account was asked, in Unix milliseconds. */
  readonly askedMs: number
}

/** Something that happened, and when by the account's clock, in Unix milliseconds; 0 where it does not say. */
type Told = readonly [event: StreamEvent, toldMs: number]

/**
 * Each event at the account's own moment for it. What it tells no moment of, or one that cannot be, counts as found out
 * by asking, and stands where the event before it stands.
 */
export function logOfEnded(ended: Ended): readonly LoggedEvent[] {
  const log: LoggedEvent[] = []
  for (const [event, toldMs] of [
    ...beginning(ended),
    ...ended.steps.flatMap((step) => course(ended.run, step)),
    end(ended),
  ]) {
    const before = log.at(-1)?.at
    const isTold = toldMs > 0 && toldMs >= (before ?? 0)
    const source = isTold ? 'response' : 'poll'
    log.push({ ...event, seq: log.length + 1, at: isTold ? toldMs : (before ?? ended.askedMs), source })
  }
  return log
}

/** That it was at work a run tells by its start, its steps or its completion; others may have ended in the queue. */
function beginning({ run, remote, steps }: Ended): readonly Told[] {
  const queued: Run = {
    ...run,
    status: 'queued',
    last_error: null,
    started_at: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
  }
  const created: Told = [{ event: 'thread.run.created', data: queued }, remote.created_at]
  if (remote.started_at === 0 && steps.length === 0 && run.status !== 'completed') return [created]
  const working: Run = { ...queued, status: 'in_progress', started_at: run.started_at }
  return [created, [{ event: 'thread.run.in_progress', data: working }, remote.started_at]]
}

/** A step from its beginning to its end. Recorded steps were created after they had ended: that is no beginning. */
function course(run: Run, told: RunStep): readonly Told[] {
  const step = fromStep(told, run)
  const endedMs = endOf(told)
  const beganMs = told.started_at || told.created_at
  const isBeginning = endedMs === 0 || beganMs <= endedMs
  const begun: Told = [{ event: 'thread.run.step.created', data: unfinished(step) }, isBeginning ? beganMs : 0]
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

const end = ({ run, remote }: Ended): Told => [{ event: `thread.run.${run.status}`, data: run }, endOf(remote)]

type Ending = Pick<RunResult, 'completed_at' | 'cancelled_at' | 'failed_at' | 'expired_at'>

const endOf = ({ completed_at, cancelled_at, failed_at, expired_at }: Ending) =>
  Math.max(completed_at, cancelled_at, failed_at, expired_at)
