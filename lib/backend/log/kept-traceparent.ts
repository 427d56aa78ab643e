// The trace that a run's client has begun, beside the run: whichever instance works on it goes on with that.
import type { Run } from '@/lib/protocol/run'
import type { RecordTable } from '@/lib/backend/store/record-table'
import { isTracing } from '@/lib/backend/telemetry'
import { readTraceparent } from '@/lib/backend/trace-ids'

const KIND = 'traceparent'

/** Keeps what a client has sent, if that is one and anybody wants to know. To be called in the run's transaction. */
export async function keepTraceparent(
  records: Pick<RecordTable, 'put'>,
  { id, thread_id }: Pick<Run, 'id' | 'thread_id'>,
  traceparent: string | undefined,
) {
  if (!isTracing() || readTraceparent(traceparent) === undefined) return
  await records.put({ kind: KIND, id, owner: thread_id }, { traceparent })
}

/** Never throws: a run goes on without its trace. */
export async function traceparentKept(records: Pick<RecordTable, 'get'>, runId: string): Promise<string | undefined> {
  const kept = await records.get(KIND, runId).catch(() => undefined)
  return (kept as { readonly traceparent?: string } | undefined)?.traceparent
}
