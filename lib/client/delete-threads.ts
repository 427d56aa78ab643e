import { ApiError } from '@/lib/protocol/error'
import type { Api } from './api'

export interface DeletionProgress {
  readonly total: number
  readonly done: number
  readonly failed: readonly { readonly id: string; readonly error: unknown }[]
}

const AT_ONCE = 4

/**
 * Deletes threads, some at a time, and tells how far it is after each. One that fails does not stop the others; one
 * that is gone already counts as deleted.
 */
export async function deleteThreads(
  api: Api,
  ids: readonly string[],
  onProgress: (progress: DeletionProgress) => void,
): Promise<DeletionProgress> {
  let progress: DeletionProgress = { total: ids.length, done: 0, failed: [] }
  const tell = (next: Partial<DeletionProgress>) => {
    progress = { ...progress, ...next }
    onProgress(progress)
  }
  const waiting = [...ids]
  async function work() {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await api.threads.remove(id)
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) {
          tell({ failed: [...progress.failed, { id, error }] })
          continue
        }
      }
      tell({ done: progress.done + 1 })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return progress
}
