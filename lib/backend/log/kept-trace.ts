// The trace that a run's client has begun, beside the run: whichever instance works on it goes on with that.
import type { Run } from '@/lib/protocol/run'
import type { RecordTable } from '@/lib/backend/store/record-table'
import { isTracing } from '@/lib/backend/telemetry'
import type { TraceContext } from '@/lib/backend/trace-context'

const KIND = 'traceparent'

/** Keeps what a client has sent, if anybody wants to know. To be called in the run's transaction. */
export async function keepTrace(
  records: Pick<RecordTable, 'put'>,
  { id, thread_id }: Pick<Run, 'id' | 'thread_id'>,
  trace: TraceContext | undefined,
) {
  if (!isTracing() || trace === undefined) return
  await records.put({ kind: KIND, id, owner: thread_id }, trace)
}

/** Never throws: a run goes on without its trace. */
export async function traceKept(records: Pick<RecordTable, 'get'>, runId: string): Promise<TraceContext | undefined> {
  return (await records.get(KIND, runId).catch(() => undefined)) as TraceContext | undefined
}
