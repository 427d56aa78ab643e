// Instances of the embedded backend over one PostgreSQL, in one process.
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import { type InstanceOptions as OfInstance, startSharedDatabase } from '@/lib/backend/jobs/testing/shared-database'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { temporaryFolder } from '@/lib/backend/store/testing/databases'
import { createWire } from '@/lib/backend/testing/wire'
import { createEmbedded, EMBEDDED } from '../create-embedded'
import type { ReadChunks } from '../vector-stores/indexer'
import { readInProcess } from './read-in-process'

interface InstanceOptions extends OfInstance {
  readonly concurrency?: number
  /** Reads files of vector stores by a reader of the test's own. */
  readonly reading?: (read: ReadChunks) => ReadChunks
}

export async function startInstances(models: ModelRegistry) {
  const { openInstance, ...shared } = await startSharedDatabase()
  const scratch = await temporaryFolder()

  async function open(options: InstanceOptions = {}) {
    const { concurrency, reading = (read: ReadChunks) => read, ...instance } = options
    const { database, jobs, endingWith } = await openInstance(instance)
    const store = await database.storeOf(EMBEDDED)
    const blobs = createDatabaseBlobs(database.fileBytesOf(EMBEDDED), scratch)
    const model = { kind: 'scripted', host: null } as const
    const readChunks = reading(readInProcess(blobs))
    const embedded = await createEmbedded({
      ...{ store, blobs, models, model, jobs, concurrency, readChunks, report: shared.report, clock: database.clock },
    })
    const close = endingWith(embedded.close)
    return { ...createWire(embedded.backend), ...embedded, store, jobs, close }
  }

  return { open, ...shared }
}
