// The log of a run as its source has it, as it is laid down here.
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { costOfRun } from '@/lib/run/cost'
import { emptyView, fold } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { isUsageEstimated, notesAhead } from '@/lib/run/step-notes'
import { allById, byId } from '@/lib/run/by-id'
import { keepDeclined } from '@/lib/backend/log/keep-declined'
import type { Tables } from '@/lib/backend/store/store'

interface Laid {
  /** At rest, as it is stored. */
  readonly run: Run
  readonly steps: readonly Step[]
  readonly log: readonly LoggedEvent[]
}

/** Of more events a batch is a row of its own. */
const BATCH = 500

/** Writes the log, and what is stored beside a run because its log says it. */
export async function laySeenLog(tables: Tables, { run, steps, log }: Laid) {
  const events = ended({ run, steps, log })
  for (let at = 0; at < events.length; at += BATCH) await tables.events.append(run.id, events.slice(at, at + BATCH))
  const view = fold(emptyView, events)
  for (const step of steps) {
    const note = byId(view.notes, step.id)
    if (note) await tables.notes.put(note, step)
  }
  const stepless = notesAhead(view.steps, allById(view.notes))
  if (stepless.length > 0) await tables.notes.putStepless(stepless, run)
  const cost = costOfRun(view)
  const isEstimated = isUsageEstimated(view)
  await keepDeclined(tables, emptyView, view)
  if (cost || isEstimated) await tables.costs.put(cost, { run, usage: isEstimated ? 'estimated' : 'counted' })
}

/** What was underway in its source ends here, and the log with it. */
function ended({ run, steps, log }: Laid): readonly LoggedEvent[] {
  const seen = fold(emptyView, log)
  if (!seen.run || isTerminal(seen.run.status)) return log
  const left = steps.filter(({ id, status }) => seen.steps.find((step) => step.id === id)?.status !== status)
  const endings: StreamEvent[] = [
    ...left.map((step) => ({ event: `thread.run.step.${step.status}`, data: step }) as const),
    { event: `thread.run.${run.status}`, data: run },
  ]
  const last = log.at(-1)?.at ?? run.created_at * 1000
  const rest = endings.map((ending, index): LoggedEvent => ({
    ...ending,
    source: 'import',
    seq: log.length + index + 1,
    at: last,
  }))
  return [...log, ...rest]
}
