// Instances of the embedded backend over one PostgreSQL, in one process.
import { onTestFinished } from 'vitest'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import type { Clock } from '@/lib/backend/clock'
import { openJobs } from '@/lib/backend/jobs/open-jobs'
import { letHeartbeatsRunOut } from '@/lib/backend/jobs/testing/heartbeats'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { createWire } from '@/lib/backend/testing/wire'
import { createEmbedded, EMBEDDED } from '../create-embedded'
import type { ReadChunks } from '../vector-stores/indexer'
import { readInProcess } from './read-in-process'

interface InstanceOptions {
  /** It never says that it lives: by what it does not do it is dead, though it would go on. */
  readonly isSilent?: boolean
  readonly clock?: Clock
  readonly concurrency?: number
  /** Reads files of vector stores by a reader of the test's own. */
  readonly reading?: (read: ReadChunks) => ReadChunks
}

export async function startInstances(models: ModelRegistry) {
  const location = await databases[1]!.create()
  if (!('url' in location)) throw new Error('A database of PostgreSQL was expected.')
  const { url } = location
  const scratch = await temporaryFolder()
  const reports: string[] = []
  const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)

  async function open(options: InstanceOptions = {}) {
    const { isSilent = false, clock = Date.now, concurrency, reading = (read: ReadChunks) => read } = options
    const database = await openDatabase({ database: location, clock })
    const jobs = await openJobs({ url, report, beatMs: isSilent ? 1_000_000 : 200 })
    const store = await database.storeOf(EMBEDDED)
    const blobs = createDatabaseBlobs(database.fileBytesOf(EMBEDDED), scratch)
    const model = { kind: 'scripted', host: null } as const
    const readChunks = reading(readInProcess(blobs))
    const embedded = await createEmbedded({
      ...{ store, blobs, models, model, jobs, concurrency, readChunks, report, clock: database.clock },
    })
    let closed: Promise<void> | undefined
    const close = () =>
      (closed ??= (async () => {
        jobs.drain()
        await embedded.close()
        await jobs.close()
        await database.close()
      })())
    onTestFinished(close)
    return { ...createWire(embedded.backend), ...embedded, store, jobs, close }
  }

  return {
    open,
    reports,
    letHeartbeatsRunOut: () => letHeartbeatsRunOut(url),
  }
}
