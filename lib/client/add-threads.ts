import { isNotFound } from '@/lib/protocol/error'
import type { AddedThread, ThreadSummary } from '@/lib/protocol/playground'
import type { Api } from './api'
import { doEach } from './do-each'
import { whenAllowed } from './when-allowed'

/** What became of an id: added, here before, unknown to the backend, or refused by it. */
export interface AddResult {
  readonly id: string
  readonly outcome: AddedThread['outcome'] | 'unknown' | 'refused'
  readonly thread?: ThreadSummary
  /** Why it was refused. */
  readonly error?: unknown
}

interface AddOptions {
  /** Called after each with all until then, in the order of the ids. */
  readonly onProgress: (results: readonly AddResult[]) => void
  readonly signal: AbortSignal
}

/** Has the server ask for threads by their ids, one at a time. Those that an abort leaves have no result. */
export async function addThreads(api: Pick<Api, 'threads'>, ids: readonly string[], options: AddOptions) {
  const { onProgress, signal } = options
  const results: AddResult[] = []
  const act = async (id: string) => {
    const result = await whenAllowed(() => api.threads.add(id), { signal }).then(
      ({ outcome, thread }): AddResult => ({ id, outcome, thread }),
      (error: unknown): AddResult => ({ id, outcome: isNotFound(error) ? 'unknown' : 'refused', error }),
    )
    results.push(result)
  }
  await doEach(ids, { act, onProgress: () => onProgress([...results]), signal, atOnce: 1 })
  return results
}
