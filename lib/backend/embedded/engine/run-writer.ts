// The engine's way to write its runs. The log takes whatever was seen; who moves runs must do it legally, and from
// where the stored run still stands.
import type { Observation, RunEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { requireMove } from '@/lib/run/machine'
import type { AppendInTransaction, EventLog, PutRun } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'

export interface RunWriter extends Pick<EventLog, 'exclusive'> {
  /** Throws IllegalMoveError for a move that is not allowed, LostRunError when somebody else has the run. */
  append(live: LiveRun, events: readonly RunEvent[], inTransaction?: AppendInTransaction): Promise<void>
  /** The same for a run whose log can be appended to no more: its objects are written, and no event. */
  settle(live: LiveRun, events: readonly RunEvent[]): Promise<void>
}

export const createRunWriter = ({ exclusive, append, settle }: EventLog): RunWriter => ({
  exclusive,
  append: async (live, events, inTransaction) => append(live, legal(live, events), { inTransaction, putRun: putMoved }),
  settle: async (live, events) => settle(live, legal(live, events), { putRun: putMoved }),
})

function legal(live: LiveRun, events: readonly RunEvent[]): readonly Observation[] {
  requireLegal(live.view().run, events)
  return events.map((event) => ({ ...event, source: 'engine' }))
}

/** Every status in turn; a run that is begun comes from nowhere. */
function requireLegal(run: Run | null, events: readonly RunEvent[]) {
  let status = run?.status
  for (const { data } of events) {
    if (!('object' in data) || data.object !== 'thread.run') continue
    if (status !== undefined && status !== data.status) requireMove(status, data.status)
    ;({ status } = data)
  }
}

const putMoved: PutRun = async (tables, { run, before, attempt, atMs }) => {
  const from = before ? [before.status] : []
  if (!(await tables.runs.move(run, { from, attempt, atMs }))) {
    throw new LostRunError(`Run ${run.id} was moved by somebody else.`)
  }
}
