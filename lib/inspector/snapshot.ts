// What is known of a run nobody watched: its objects, in whole seconds, and when it began and ended.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { toById } from '@/lib/run/by-id'
import { emptyView, type RunView, type Stage } from '@/lib/run/fold'
import { hostedIn } from '@/lib/run/hosted-calls'
import { isTerminal } from '@/lib/run/machine'
import type { Span } from '@/lib/run/spans'
import { tallyOfSteps } from '@/lib/run/tally'

/** A run with its steps, oldest first, and the messages it wrote, as they were fetched. */
interface Snapshot {
  readonly run: Run
  readonly steps: readonly Step[]
  readonly messages: readonly Message[]
  /** When it began and ended, in Unix milliseconds, as the list of runs has it. */
  readonly times?: { readonly created_ms: number; readonly ended_ms: number | null }
}

/** A view without a log, which marks all its times as soft: they are the wire's, rounded to seconds. */
export function viewOfSnapshot({ run, steps, messages, times }: Snapshot): RunView {
  const life = lifeOf(times)
  const stages = stagesOf(run, steps).map((stage) => ({ ...stage, from: life.end(stage.from), to: toOf(stage, life) }))
  const spans = spansOf(steps).map(
    ([id, span]) => [id, { from: life.within(span.from), to: toOf(span, life) }] as const,
  )
  return {
    ...emptyView,
    run,
    steps,
    hosted: hostedIn(steps),
    tally: tallyOfSteps(steps),
    messages,
    stages,
    spans: toById(spans),
  }
}

const toOf = ({ to }: Span, { end }: ReturnType<typeof lifeOf>) => (to === null ? null : end(to))

/** A whole second begins before what happened in it: nothing stands outside a life that is known to the millisecond. */
function lifeOf(
  { created_ms: first, ended_ms }: NonNullable<Snapshot['times']> = { created_ms: -Infinity, ended_ms: null },
) {
  const last = ended_ms ?? Infinity
  const within = (ms: number) => Math.min(Math.max(ms, first), last)
  /** What ends in the second of the run's end ends with the run. */
  const end = (ms: number) => (ms === Math.floor(last / 1000) * 1000 ? last : within(ms))
  return { within, end }
}

function stagesOf(run: Run, steps: readonly Step[]): readonly Stage[] {
  const end = isTerminal(run.status) ? endOf(run, steps) : null
  const turns: { status: Run['status']; second: number }[] = [{ status: 'queued', second: run.created_at }]
  if (run.started_at !== null) turns.push({ status: 'in_progress', second: run.started_at })
  if (turns.at(-1)!.status !== run.status) {
    turns.push({ status: run.status, second: end ?? steps.at(-1)?.created_at ?? turns.at(-1)!.second })
  }
  return turns.map(({ status, second }, index) => {
    const to = turns[index + 1]?.second
    return { status, from: second * 1000, to: to === undefined ? null : Math.max(second, to) * 1000 }
  })
}

function endOf(run: Run, steps: readonly Step[]): number {
  const told = run.completed_at ?? run.failed_at ?? run.cancelled_at
  if (told !== null) return told
  if (run.status === 'expired' && run.expires_at !== null) return run.expires_at
  return Math.max(run.started_at ?? run.created_at, ...steps.map((step) => endOfStep(step) ?? step.created_at))
}

const endOfStep = (step: Step) => step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at

const spansOf = (steps: readonly Step[]) =>
  steps.flatMap((step) => {
    const end = endOfStep(step)
    const span: Span = { from: step.created_at * 1000, to: end === null ? null : end * 1000 }
    const calls = step.step_details.type === 'tool_calls' ? step.step_details.tool_calls : []
    return [step.id, ...calls.map(({ id }) => id)].map((id) => [id, span] as const)
  })
