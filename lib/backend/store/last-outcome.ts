import { sql } from 'kysely'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { ConnectionDb, OrExpression } from './connection-db'

/** What stands of a thread's newest run with the thread. */
export const outcomeIn = (status: RunStatus): string | null => (isTerminal(status) ? status : null)

interface Placed {
  readonly threadId: OrExpression<string>
  readonly position: OrExpression<number>
  readonly outcome: OrExpression<string | null>
}

/** How a thread's newest run ended, when a run comes to stand at a place. */
export const outcomeUnlessOlder = ({ connection }: ConnectionDb, { threadId, position, outcome }: Placed) =>
  sql<string | null>`case when exists (
    select 1 from runs as newer where newer.connection_id = ${connection} and newer.thread_id = ${threadId}
      and newer.position > ${position}
  ) then last_outcome else ${outcome} end`

interface Standing {
  readonly id: OrExpression<string>
  readonly threadId: OrExpression<string>
  readonly outcome: OrExpression<string | null>
}

/** The same, when a run that stands there already ends. */
export const outcomeOf = ({ connection }: ConnectionDb, { id, threadId, outcome }: Standing) =>
  sql<string | null>`case when ${id} = (
    select newest.id from runs as newest where newest.connection_id = ${connection} and newest.thread_id = ${threadId}
    order by newest.position desc limit 1
  ) then ${outcome} else last_outcome end`
