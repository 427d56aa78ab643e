// Runs that pages began: they come by the pages' own addresses, which no SDK is given. Only these are answered by rule,
// where an assistant does not say otherwise: a client that waits for calls itself is never raced.
import type { Run } from '@/lib/protocol/run'
import type { RecordTable } from '@/lib/backend/store/record-table'

const PAGE_RUN = 'page_run'

/** Does the request begin a run, and does a page send it? */
export function beginsPageRun(request: Request, connection: string): boolean {
  if (request.method !== 'POST') return false
  const base = `/api/c/${encodeURIComponent(connection)}/v1/threads/`
  const { pathname } = new URL(request.url)
  return pathname.startsWith(base) && /^(?:runs|[^/]+\/runs)$/.test(pathname.slice(base.length))
}

/** The run that the answer tells of; undefined where it tells of none. The answer can still be read. */
export async function begunRun(answer: Response): Promise<Run | undefined> {
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return undefined
  const body: unknown = await answer.clone().json()
  const isRun = typeof body === 'object' && body !== null && 'object' in body && body.object === 'thread.run'
  return isRun ? (body as Run) : undefined
}

export const notePageRun = (records: RecordTable, { id, thread_id }: Pick<Run, 'id' | 'thread_id'>) =>
  records.put({ kind: PAGE_RUN, id, owner: thread_id }, { by: 'page' })

export const isPageRun = async (records: RecordTable, id: string) => (await records.get(PAGE_RUN, id)) !== undefined
