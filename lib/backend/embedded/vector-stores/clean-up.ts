// Removes what is indexed of files that nobody can find any more, a piece at a time, behind whoever made it so.
import type { Store } from '@/lib/backend/store/store'
import { removeBlocks } from './indexer'

interface CleanUpOptions {
  readonly store: Store
  readonly report: (message: string, error: unknown) => void
  /** Called when something was removed of stores with these numbers. */
  readonly onRemoved: ((stores: readonly number[]) => void) | undefined
}

export function createCleanUp({ store, report, onRemoved }: CleanUpOptions) {
  let isOver = false
  let underway = Promise.resolve()
  const next = (work: () => Promise<void>) => {
    underway = underway
      .then(async () => (isOver ? undefined : work()))
      .catch((error: unknown) => report('What is indexed of removed files could not be removed now.', error))
  }
  async function tell(storeIds: readonly string[]) {
    if (!onRemoved || isOver) return
    const rows = await Promise.all(storeIds.map((id) => store.vectorStores.get(id)))
    onRemoved(rows.flatMap((row) => row?.number ?? []))
  }
  return {
    /** Of files with these numbers, which were in these stores. */
    discard: (numbers: readonly number[], storeIds: readonly string[]) =>
      next(async () => {
        for (const number of numbers) if (!isOver) await removeBlocks(store, number)
        await tell(storeIds)
      }),

    /** Of all that are not there any more; these stores have lost some. */
    sweep: (storeIds: readonly string[] = []) =>
      next(async () => {
        for (let after: number | null = 0; after !== null && !isOver;) {
          const { files, last }: Awaited<ReturnType<Store['chunks']['abandoned']>> = await store.chunks.abandoned(after)
          for (const file of files) if (!isOver) await removeBlocks(store, file)
          after = last
        }
        await tell(storeIds)
      }),

    end() {
      isOver = true
      return underway
    },
  }
}
