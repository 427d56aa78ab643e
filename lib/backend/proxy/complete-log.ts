// The log of a run that was over when it was first seen: written when somebody wants to see it, of what its backend
// still tells. Its times are whole seconds of the backend's clock.
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { emptyView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { asCreated } from '@/lib/run/new-run'
import { createLiveRun } from '@/lib/backend/log/live-run'
import { askAll } from './ask'
import { tableFor } from './frame-observation'
import type { Recording } from './recording'
import { endedMsOf } from './seen-runs'
import { unlessThere } from './unless-there'

export async function completeLog({ store, ask, log, clock }: Recording, runId: string, nowMs: number): Promise<void> {
  const run = await store.runs.get(runId)
  if (!run || !isTerminal(run.status) || (await store.events.lastSeq(runId)) > 0) return
  const { thread_id } = run
  const at = `/threads/${encodeURIComponent(thread_id)}/runs/${encodeURIComponent(runId)}/steps`
  const steps = (await askAll<Step>(ask, at)).filter((step) => tableFor(step) === 'steps')
  const { data: said } = await store.messages.list(thread_id, { limit: 100, order: 'asc', run_id: runId })
  const row = await store.runs.row(runId)
  const live = createLiveRun(runId, { attempt: row?.attempt ?? 1, view: emptyView, clock })
  await unlessThere(() => log.append(live, course({ run, steps, said, nowMs })), {
    isThere: async () => (await store.events.lastSeq(runId)) > 0,
  })
}

interface Ended {
  readonly run: Run
  /** Oldest first. */
  readonly steps: readonly Step[]
  readonly said: readonly Message[]
  readonly nowMs: number
}

/** An event with its Unix second; null where the backend does not say when. */
type DatedEvent = readonly [event: StreamEvent, second: number | null]

/** Each event within its second; one without a second between its neighbours. */
function course(ended: Ended): readonly Observation[] {
  const told = [...beginning(ended.run), ...ended.steps.flatMap((step) => stepCourse(step, ended.said)), end(ended)]
  let before = ended.run.created_at * 1000
  return told.map(([event, second]): Observation => {
    const from = Math.max(second === null ? before : second * 1000, before)
    const to = Math.min(second === null ? endedMsOf(ended.run, ended.nowMs) : from + 999, ended.nowMs)
    before = Math.min(from, to)
    return { ...event, source: 'poll', at: Math.max(before, Math.min(from, to)), notBefore: before }
  })
}

function beginning(run: Run): readonly DatedEvent[] {
  const queued = asCreated(run)
  const created: DatedEvent = [{ event: 'thread.run.created', data: queued }, run.created_at]
  if (run.started_at === null) return [created]
  const working: Run = { ...queued, status: 'in_progress', started_at: run.started_at }
  return [created, [{ event: 'thread.run.in_progress', data: working }, run.started_at]]
}

function stepCourse(step: Step, said: readonly Message[]): readonly DatedEvent[] {
  const details = step.step_details
  const message =
    details.type === 'message_creation' ? said.find(({ id }) => id === details.message_creation.message_id) : undefined
  const second = step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at
  return [
    ...(message ? [[{ event: `thread.message.${message.status}`, data: message }, message.completed_at] as const] : []),
    [{ event: `thread.run.step.${step.status}`, data: step }, second],
  ]
}

const end = ({ run }: Ended): DatedEvent => [
  { event: `thread.run.${run.status}`, data: run },
  run.completed_at ?? run.failed_at ?? run.cancelled_at,
]
