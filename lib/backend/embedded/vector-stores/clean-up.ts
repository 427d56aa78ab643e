// Removes what is indexed of files that nobody can find any more, a piece at a time, behind whoever made it so.
import type { Store } from '@/lib/backend/store/store'
import { removeBlocks } from './indexer'

export function createCleanUp(store: Store, report: (message: string, error: unknown) => void) {
  let isOver = false
  let underway = Promise.resolve()
  const next = (work: () => Promise<void>) => {
    underway = underway
      .then(async () => (isOver ? undefined : work()))
      .catch((error: unknown) => report('What is indexed of removed files could not be removed now.', error))
  }
  return {
    /** Of files with these numbers. */
    discard: (numbers: readonly number[]) =>
      next(async () => {
        for (const number of numbers) if (!isOver) await removeBlocks(store, number)
      }),

    /** Of all that are not there any more. */
    sweep: () =>
      next(async () => {
        for (let after: number | null = 0; after !== null && !isOver;) {
          const { files, last }: Awaited<ReturnType<Store['chunks']['abandoned']>> = await store.chunks.abandoned(after)
          for (const file of files) if (!isOver) await removeBlocks(store, file)
          after = last
        }
      }),

    end() {
      isOver = true
      return underway
    },
  }
}
