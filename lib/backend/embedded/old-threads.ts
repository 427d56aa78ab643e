// Deletes threads in which nothing has happened for long, with their runs and the files that nothing else names.
import type { Changes } from '@/lib/backend/log/changes'
import type { Clock } from '@/lib/backend/clock'
import type { Store, Tables } from '@/lib/backend/store/store'

export interface KeepThreads {
  /** Since their last activity. */
  readonly days: number
  /** The label of a thread, or of one of its runs, that protects it; empty for none. */
  readonly label: string
}

/** What is deleted, or would be. */
export interface OldThreadsTally {
  readonly threads: number
  readonly runs: number
  readonly files: number
}

export interface OldThreadsOptions {
  readonly store: Store
  /** False when there was none. */
  readonly removeFile: (id: string) => Promise<boolean>
  readonly changes: Pick<Changes, 'publish'>
  readonly clock: Clock
  readonly keep: KeepThreads
}

export type OldThreads = ReturnType<typeof createOldThreads>

const DAY_MS = 86_400_000

/** So many are looked at together. */
const PIECE = 50

export function createOldThreads({ store, removeFile, changes, clock, keep }: OldThreadsOptions) {
  const query = () => ({ beforeMs: clock() - keep.days * DAY_MS, keepLabel: keep.label, limit: PIECE })

  /** Of these files those that nothing names but the threads. What cannot be looked through is taken to be named. */
  async function filesOnlyOf(threadIds: ReadonlySet<string>, fileIds: readonly string[]): Promise<readonly string[]> {
    const present = await store.files.present(fileIds)
    const candidates = fileIds.filter((id) => present.has(id))
    const alone: string[] = []
    for (const id of candidates) {
      const { data, has_more } = await store.files.uses([id])
      const isAlone = data.every(({ kind, thread_id }) => kind !== 'vector_store' && threadIds.has(thread_id ?? ''))
      if (isAlone && !has_more) alone.push(id)
    }
    return alone
  }

  async function remove(id: string): Promise<boolean> {
    const isRemoved = await store.transaction((tables) => removeIfOld(tables, id, query().beforeMs))
    if (isRemoved) changes.publish({ kind: 'thread', verb: 'deleted', id, thread_id: id, status: null })
    return isRemoved
  }

  return {
    /** Goes through them from the longest ago on; nothing is deleted with `isDry`. */
    async pass({ isDry }: { readonly isDry: boolean }, signal?: AbortSignal): Promise<OldThreadsTally> {
      const tally = { threads: 0, runs: 0, files: 0 }
      const counted = new Set<string>()
      let after: Awaited<ReturnType<Store['threads']['old']>>[number] | undefined
      for (;;) {
        signal?.throwIfAborted()
        const piece = await store.threads.old({ ...query(), after })
        after = piece.at(-1)
        if (!after) return tally
        const ids = piece.map(({ id }) => id)
        const { fileIds, runs } = await store.threads.contentsOf(ids)
        const files = await filesOnlyOf(new Set(ids), fileIds)
        if (isDry) {
          tally.threads += ids.length
          tally.runs += runs
          for (const id of files) counted.add(id)
          tally.files = counted.size
          continue
        }
        const gone = new Set<string>()
        for (const id of ids) if (await remove(id)) gone.add(id)
        tally.threads += gone.size
        tally.runs += runs
        // Only what nothing names any more: a thread may have come to life meanwhile.
        for (const id of gone.size > 0 ? await filesOnlyOf(gone, files) : []) if (await removeFile(id)) tally.files += 1
      }
    },
  }
}

/** In the transaction that removes it: somebody may have written into it meanwhile. */
async function removeIfOld({ threads, runs }: Tables, id: string, beforeMs: number): Promise<boolean> {
  const active = await runs.active(id)
  const summary = active ? undefined : await threads.summary(id)
  if (!summary || summary.last_activity_ms >= beforeMs) return false
  return threads.remove(id)
}
