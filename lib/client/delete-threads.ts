import { ApiError } from '@/lib/protocol/error'
import type { Api } from './api'

export interface DeletionProgress {
  readonly total: number
  /** The ids that are gone. */
  readonly done: readonly string[]
  readonly failed: readonly { readonly id: string; readonly error: unknown }[]
}

interface DeletionOptions {
  readonly onProgress: (progress: DeletionProgress) => void
  readonly signal?: AbortSignal
}

const AT_ONCE = 4

/**
 * Deletes threads, some at a time, and tells how far it is after each. One that fails does not stop the others; one
 * that is gone already counts as deleted. An abort leaves those that were not begun.
 */
export async function deleteThreads(
  api: Api,
  ids: readonly string[],
  { onProgress, signal }: DeletionOptions,
): Promise<DeletionProgress> {
  let progress: DeletionProgress = { total: ids.length, done: [], failed: [] }
  const tell = (next: Partial<DeletionProgress>) => {
    progress = { ...progress, ...next }
    onProgress(progress)
  }
  const waiting = [...ids]
  async function work() {
    for (let id = waiting.shift(); id !== undefined && !signal?.aborted; id = waiting.shift()) {
      try {
        await api.threads.remove(id)
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) {
          tell({ failed: [...progress.failed, { id, error }] })
          continue
        }
      }
      tell({ done: [...progress.done, id] })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return progress
}
