// Where several instances share the store, each file that is to be indexed is a job. What stands in the store is still
// the queue: the jobs only say who is at it.
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { indexFile, type Indexer, type IndexerOptions, oneAtATime } from './indexer'

/** So many files are told of at a time, the oldest first. */
const FILES_TOLD = 100

/** So often files without a job are looked for: whoever added them may have ended before it was sent. */
const LOOK_MS = 60_000

export function createSharedIndexer(options: IndexerOptions, jobs: Jobs): Indexer {
  const { store, report } = options
  const { connection } = store
  const underway = new Map<number, AbortController>()

  const worker = jobs.work('index', connection, async ({ id, signal }) => {
    const number = Number(id)
    const row = await store.vectorStoreFiles.waitingAt(number)
    if (!row) return
    const abort = new AbortController()
    underway.set(number, abort)
    try {
      await indexFile(row, AbortSignal.any([signal, abort.signal]), options)
    } catch (error) {
      if (!abort.signal.aborted) throw error
    } finally {
      if (underway.get(number) === abort) underway.delete(number)
    }
    kick()
  })

  const look = oneAtATime(async () => {
    try {
      const rows = await store.vectorStoreFiles.waiting(FILES_TOLD, [...underway.keys()])
      await jobs.ensure(
        'index',
        rows.map(({ number }) => ({ connection, id: String(number) })),
      )
    } catch (error) {
      report('What is to be indexed could not be enqueued.', error)
    }
  })
  const kick = () => void setImmediate(() => void look())
  const clock = setInterval(kick, LOOK_MS).unref()

  return {
    kick,
    // On another instance it comes to its end, and what it has written is removed then.
    async abandon(numbers) {
      for (const number of numbers) underway.get(number)?.abort(new Error('The file is not to be indexed any more.'))
    },
    async close() {
      clearInterval(clock)
      await worker.stop()
    },
  }
}
