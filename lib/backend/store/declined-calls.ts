import type { Run } from '@/lib/protocol/run'
import { type DocumentRow, type Documents, readable } from './documents'
import type { RecordTable } from './record-table'

/** The ids of a run's calls that a person did not allow. Their log says it; this is for lists, which read none. */
export const DECLINED_CALLS = 'declined_calls'

type OfRun = Pick<Run, 'id' | 'thread_id'>

export const putDeclinedCalls = (records: RecordTable, { id, thread_id }: OfRun, calls: readonly string[]) =>
  records.put({ kind: DECLINED_CALLS, id, owner: thread_id }, { calls })

/** What a row holds of them; nothing where it is damaged. */
export function declinedCallsIn(documents: Documents, row: DocumentRow): readonly string[] {
  const [found] = readable([row], (each) => documents.record(each) as { readonly calls?: unknown })
  return Array.isArray(found?.calls) ? found.calls.filter((id): id is string => typeof id === 'string') : []
}
