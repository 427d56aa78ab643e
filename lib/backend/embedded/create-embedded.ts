import type { BackendInfo } from '@/lib/protocol/connection'
import type { Backend } from '@/lib/backend/backend'
import { type Changes, createChanges } from '@/lib/backend/log/changes'
import type { Clock } from '@/lib/backend/clock'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import { createFiles, type Files } from './files/files'
import type { ReadChunks } from './vector-stores/indexer'
import { readChunksOf } from './vector-stores/read-chunks'
import type { EmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createVectorStores } from './vector-stores/create-vector-stores'
import { createEngine } from './engine/engine'
import { createApp } from './http/app'
import { createOldThreads, type KeepThreads, type OldThreads } from './old-threads'
import { builtInTools } from './tools/built-in-tools'
import type { HostedTools } from './tools/hosted-tool'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import { newId } from '@/lib/backend/ids'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { createExchangeRecorder } from '@/lib/backend/wire/record-exchanges'
import { reportCalmly } from '@/lib/backend/wire/report-calmly'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { RecordTable } from '@/lib/backend/store/record-table'
import type { AnswerTable, Store } from '@/lib/backend/store/store'

export interface EmbeddedOptions {
  /** The connection's id, where it is not that of the default project's. */
  readonly id?: string
  /** All that is kept of this connection. */
  readonly store: Store
  /** The bytes of its files. */
  readonly blobs: Blobs
  readonly models: ModelRegistry
  /** What runs Python; without it there is no code interpreter. */
  readonly python?: PythonSessions | undefined
  /** In the place of the built-in tools. Runs with tools that are not here are refused. */
  readonly tools?: HostedTools
  /** How the pages name what answers; read each time it is told. */
  readonly model: BackendInfo['model']
  /** The largest body a request may have, in bytes. */
  readonly maxBodyBytes?: number
  /** The largest file that is taken, in bytes. */
  readonly maxFileBytes?: number | undefined
  /** Logs, for the operator, what must not reach clients. */
  readonly report?: (message: string, error: unknown) => void
  readonly clock?: Clock
  /** Where several instances share the store. */
  readonly jobs?: Jobs | undefined
  /** Where others of this process tell of changes, too. */
  readonly changes?: Changes
  /** By which chunks of vector stores are found besides their words. */
  readonly embeddings?: EmbeddingSource | undefined
  /** How long threads are kept; without it until somebody deletes them. */
  readonly keepThreads?: KeepThreads | undefined
  /** How many runs may be with one model endpoint at a time. */
  readonly concurrency?: number | undefined
  /** How files in vector stores are read, where it is not in a process of their own. */
  readonly readChunks?: ReadChunks | undefined
}

export interface Embedded {
  readonly info: BackendInfo
  readonly backend: Backend
  /** For what other wires keep beside this connection's objects. */
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly runs: RunsHere
  /** For files that tools make, and those that come from elsewhere. */
  readonly files: Pick<Files, 'create' | 'swept'>
  /** Threads that are kept no longer, where there is an age. */
  readonly oldThreads: OldThreads | undefined
  /** Stops the runs where they are; the next start takes them up. */
  close(): Promise<void>
}

const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024
const DEFAULT_MAX_FILE_BYTES = 512 * 1024 * 1024

/** The backend that lives in this process, with every run recovered that an earlier process left active. */
export async function createEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { store, models, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, clock = Date.now } = options
  const { blobs, maxFileBytes = DEFAULT_MAX_FILE_BYTES, python, jobs, concurrency } = options
  const report = reportCalmly(options.report ?? toStderr, clock)
  const { changes = createChanges(clock, store.notifier) } = options
  const { readChunks = readChunksOf(blobs), embeddings } = options
  const vectorStores = createVectorStores({ store, jobs, readChunks, embeddings, changes, clock, report })
  const announce = (verb: 'put' | 'deleted', id: string) =>
    changes.publish({ kind: 'file', verb, id, thread_id: null, status: null })
  const onStored = (id: string) => announce('put', id)
  const onRemoved = (id: string, storeIds: readonly string[]) => {
    vectorStores.lostFile(storeIds)
    announce('deleted', id)
  }
  const files = createFiles({ store, blobs, maxFileBytes, clock, ids: newId, onStored, onRemoved, report })
  await files.open()
  vectorStores.open()
  const fileNameOf = async (id: string) => (await store.files.get(id))?.filename
  const keepPicture = async ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) =>
    (await files.create({ filename: name, purpose: 'assistants_output', bytes: inOnePiece(bytes) })).id
  const tools = options.tools ?? builtInTools({ store, files, vectorStores, python })
  const own = { store, models, tools, clock, ids: newId, changes }
  const engine = createEngine({ ...own, jobs, concurrency, readImage: files.imageUrl, keepPicture, fileNameOf, report })
  await engine.recover()
  const info = infoOf(options, tools)
  // Nobody comes back to the session of a thread that is gone.
  const unsubscribe = changes.subscribe(({ kind, verb, id }) => {
    if (kind === 'thread' && verb === 'deleted') python?.end(id)
    // Others of this process lay files and stores down, too.
    if (kind === 'file' && verb === 'put') vectorStores.look()
  })
  const recorder = createExchangeRecorder({ store, clock, report })
  const backend = createApp({
    ...{ recorder, python },
    services: { ...own, engine, files, vectorStores },
    connection: info,
    maxBodyBytes,
    report,
  })
  return {
    info,
    backend,
    records: store.records,
    answers: store.answers,
    runs: { store, changes, isAnywhere: jobs !== undefined, tell: engine.tell },
    files,
    oldThreads:
      options.keepThreads && createOldThreads({ ...own, removeFile: files.remove, keep: options.keepThreads }),
    async close() {
      unsubscribe()
      await engine.close()
      await vectorStores.close()
      await files.close()
      await recorder.flush()
    },
  }
}

/** The connection's id in the default project, in addresses and in the database. */
export const EMBEDDED = 'embedded'

/** Which models there are changes while the server runs. */
const infoOf = (options: Pick<EmbeddedOptions, 'id' | 'models' | 'model'>, tools: HostedTools): BackendInfo => ({
  id: options.id ?? EMBEDDED,
  kind: 'embedded',
  get model() {
    return options.model
  },
  get default_model() {
    return options.models.defaultName
  },
  get unlisted_models() {
    return options.models.unlisted
  },
  capabilities: {
    all_threads: true,
    streaming: true,
    cancelling: true,
    usage: true,
    assistant_sampling: true,
    json_schema: true,
    message_changes: true,
    run_metadata: true,
    run_options: true,
    files: true,
    vector_stores: true,
    hosted_tools: tools.size > 0,
    changes_elsewhere: true,
  },
})

const toStderr = (message: string, error: unknown) => console.error(message, error)

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes
}
