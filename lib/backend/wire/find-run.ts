import type { Context } from 'hono'
import { notFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { Tables } from '@/lib/backend/store/store'
import { pathParam } from './request'

/** The run that the path names, in the thread that the path names. */
export async function findRun(tables: Tables, context: Context): Promise<Run> {
  const threadId = pathParam(context, 'thread_id')
  const id = pathParam(context, 'run_id')
  const run = await tables.runs.get(id)
  if (run?.thread_id === threadId) return run
  if (!(await tables.threads.get(threadId))) throw notFound('thread', threadId)
  throw notFound('run', id)
}
