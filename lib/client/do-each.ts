export interface BulkProgress {
  readonly total: number
  /** The ids that are done. */
  readonly done: readonly string[]
  readonly failed: readonly { readonly id: string; readonly error: unknown }[]
}

interface BulkOptions {
  readonly act: (id: string) => Promise<unknown>
  readonly onProgress: (progress: BulkProgress) => void
  readonly signal?: AbortSignal
  /** How many are underway at a time. */
  readonly atOnce?: number
}

/**
 * Does the same to many objects, a few at a time, and reports progress after each. One that fails does not stop the
 * others. An abort leaves those alone that were not begun.
 */
export async function doEach(
  ids: readonly string[],
  { act, onProgress, signal, atOnce = 4 }: BulkOptions,
): Promise<BulkProgress> {
  let progress: BulkProgress = { total: ids.length, done: [], failed: [] }
  const report = (next: Partial<BulkProgress>) => {
    progress = { ...progress, ...next }
    onProgress(progress)
  }
  const waiting = [...ids]
  async function work() {
    for (let id = waiting.shift(); id !== undefined && !signal?.aborted; id = waiting.shift()) {
      const wrong = await act(id).then(
        () => undefined,
        (error: unknown) => ({ id, error }),
      )
      if (wrong) report({ failed: [...progress.failed, wrong] })
      else report({ done: [...progress.done, id] })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return progress
}
