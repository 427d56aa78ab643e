import { batchIn } from '@/lib/backend/store/batch-text'
import type { ConnectionDb } from '@/lib/backend/store/connection-db'
import { isBatch, isObjectOf } from '@/lib/backend/store/document-shapes'
import type { Run } from '@/lib/protocol/run'

/** A run as its log has it: there it stands as it was at each move. Undefined where nothing of that can be read. */
export async function runInLog(db: ConnectionDb, id: string): Promise<Run | undefined> {
  const batches = await db.selectFrom('events').selectAll().where('run_id', '=', id).orderBy('first_seq').execute()
  const events = batches.flatMap((batch): readonly { readonly data: unknown }[] => {
    const batched = batchIn(batch.events)
    return isBatch(batched, batch) ? batched : []
  })
  return events.findLast(({ data }) => isObjectOf('runs', id, data))?.data as Run | undefined
}
