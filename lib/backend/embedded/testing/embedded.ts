// The embedded backend as tests start it: a real database in a folder of its own, models from tapes.
import { join } from 'node:path'
import type { Backend } from '@/lib/backend/backend'
import type { BackendInfo } from '@/lib/protocol/connection'
import type { RecordTable } from '@/lib/backend/store/record-table'
import type { AnswerTable } from '@/lib/backend/store/store'
import { createWire, type Wire, withKey } from '@/lib/backend/testing/wire'
import { createEmbedded, EMBEDDED, type EmbeddedOptions } from '../create-embedded'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import type { OldThreads } from '../old-threads'
import type { ReadChunks } from '../vector-stores/indexer'
import { readInProcess } from './read-in-process'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Store } from '@/lib/backend/store/store'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'

export interface TestBackend extends Wire {
  readonly info: BackendInfo
  readonly backend: Backend
  /** The wire with an idempotency key on each request. */
  under(key: string): Wire
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly oldThreads: OldThreads | undefined
  readonly folder: string
  /** What the operator was told. */
  readonly reports: readonly string[]
  close(): Promise<void>
  /** Ends this backend and starts another on the same folder. */
  restart(models: ModelRegistry, changed?: Pick<Options, 'reading'>): Promise<TestBackend>
}

interface Options extends Pick<
  EmbeddedOptions,
  'maxBodyBytes' | 'maxFileBytes' | 'clock' | 'embeddings' | 'python' | 'tools' | 'keepThreads'
> {
  readonly folder?: string
  /** Reads files of vector stores in this process, by a reader of the test's own. */
  readonly reading?: (read: ReadChunks) => ReadChunks
  /** Puts a store of the test's own in front of the real one. */
  readonly inFront?: (store: Store) => Store
}

/** Where the bytes of files lie. */
export const blobsIn = (folder: string) => join(folder, 'blobs')

export async function startEmbedded(models: ModelRegistry, options: Options = {}): Promise<TestBackend> {
  const folder = options.folder ?? (await folderWithTables())
  const database = await openDatabase({ database: { folder }, clock: options.clock ?? Date.now })
  const real = await database.storeOf(EMBEDDED)
  const store = options.inFront?.(real) ?? real
  const reports: string[] = []
  const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)
  const blobs = createBlobs(blobsIn(folder))
  const model = { kind: 'scripted', host: null } as const
  const readChunks = options.reading?.(readInProcess(blobs))
  const embedded = await createEmbedded({ ...options, store, blobs, models, model, readChunks, report })
  const { info, backend } = embedded
  const stop = async () => {
    await embedded.close()
    await database.close()
  }
  return {
    ...createWire(backend),
    under: (key) => createWire(withKey(backend, key)),
    info,
    backend,
    records: store.records,
    answers: store.answers,
    oldThreads: embedded.oldThreads,
    folder,
    reports,
    async close() {
      await stop()
      await removeFolder(folder)
    },
    async restart(next, changed = {}) {
      await stop()
      return startEmbedded(next, { ...options, ...changed, folder })
    },
  }
}
