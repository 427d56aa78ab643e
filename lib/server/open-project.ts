// A project: its built-in connection and its own connections elsewhere, with what is moved in and out of them. What
// belongs to it is told by the ids of its connections, which are the store's keys; it never sees another's store.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Backend } from '@/lib/backend/backend'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import { createConnections } from '@/lib/backend/connections/create-connections'
import type { Definition } from '@/lib/backend/connections/definition'
import { createEmbedded, type Embedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import type { OldThreads, OldThreadsTally } from '@/lib/backend/embedded/old-threads'
import type { Fetch } from '@/lib/backend/fetch'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { type Changes, createChanges } from '@/lib/backend/log/changes'
import { notifierOf } from '@/lib/backend/notifier'
import type { EmbeddingSource } from '@/lib/backend/models/embedding-source'
import type { createModelRegistry } from '@/lib/backend/models/registry'
import { undecoded } from '@/lib/backend/proxy/undecoded'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import type { Responders } from '@/lib/backend/responders/create-responders'
import type { Sealer } from '@/lib/backend/sealing'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { createTransfers, isTransfer } from '@/lib/backend/transfer/create-transfers'
import type { FileRoom } from '@/lib/backend/transfer/held-bytes'
import { type Route, routesOf } from '@/lib/backend/with-routes'
import { DEFAULT_PROJECT, idWithin, projectOf } from '@/lib/protocol/people'
import { deletingOld } from './deleting-old'
import { deletingOldThreads, keepThreadsOf } from './operations/retention'
import type { Environment } from './environment'
import type { OpenBlobs } from './open-blobs'
import { createOutboundFetch } from './outbound-fetch'
import { settingsWithin } from './settings-within'

/** What all projects of a server share. */
export interface Shared {
  readonly environment: Environment
  readonly database: OpenDatabase
  readonly blobs: OpenBlobs
  /** Where several instances share the database. */
  readonly jobs: Jobs | undefined
  readonly models: ReturnType<typeof createModelRegistry>
  readonly embeddings: EmbeddingSource
  readonly python: PythonSessions
  readonly over: Responders['over']
  readonly sealer: Sealer
  /** What its own requests are known by when an address leads back to it. */
  readonly instance: string
  /** Told when threads were deleted for their age. */
  readonly onOldThreads: (tally: OldThreadsTally) => void
  readonly fetch: Fetch
  readonly proxies: Parameters<typeof createOutboundFetch>[0]
  /** Those that the environment defines, which are the default project's. */
  readonly definitions: readonly Definition[]
}

export interface OpenProject {
  readonly backend: Backend
  readonly routes: readonly Route[]
  /** Where threads are kept for so long only. */
  readonly oldThreads: OldThreads | undefined
  close(): Promise<void>
}

/** Leaves nothing open when it fails. */
export async function openProject(project: string, shared: Shared): Promise<OpenProject> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const each of closing.splice(0).toReversed()) await each()
  }
  try {
    return { ...(await openParts(project, shared, closing)), close }
  } catch (error) {
    await Promise.allSettled([close()])
    throw error
  }
}

/** The id of a project's built-in connection. */
const embeddedOf = (project: string) => idWithin(project, EMBEDDED)

async function openParts(project: string, shared: Shared, closing: (() => Promise<unknown>)[]) {
  const { environment, database, jobs, over } = shared
  const id = embeddedOf(project)
  const changes = createChanges(database.clock, notifierOf(database.notifier, id))
  const blobs = shared.blobs.of(id)
  const embedded = await openEmbedded(id, { ...shared, blobs, changes })
  closing.push(() => embedded.close())
  const { oldThreads } = embedded
  if (oldThreads) closing.push(deletingOldThreads(oldThreads, shared.onOldThreads))
  const connections = await openConnections(project, {
    ...{ shared, embedded },
    over(opened) {
      const laid = over(opened)
      // Those of other connections are closed with them.
      if (opened.info.id === id) closing.push(() => laid.close())
      return laid
    },
  })
  closing.push(() => connections.close(), deletingOld(connections))
  const room = roomOf(blobs, embedded, environment)
  const parts = { room, changes, database, jobs, environment }
  const transfers = openTransfers(id, { ...parts, connections: connections.backend })
  closing.push(() => transfers.close())
  const backend: Backend = (request) =>
    isTransfer(request) ? transfers.backend(request) : connections.backend(request)
  return { backend, oldThreads, routes: [...routesOf(transfers.backend), ...routesOf(connections.backend)] }
}

interface Parts extends Omit<Shared, 'blobs'> {
  readonly blobs: Blobs
  readonly changes: Changes
}

async function openEmbedded(id: string, { environment, database, jobs, models, python, ...parts }: Parts) {
  const { MAX_BODY_BYTES: maxBodyBytes, MAX_FILE_BYTES: maxFileBytes } = environment
  const { blobs, changes, embeddings } = parts
  return createEmbedded({
    keepThreads: keepThreadsOf(environment),
    ...{ id, blobs, changes, jobs, models, embeddings, maxBodyBytes, maxFileBytes, clock: database.clock },
    python: pythonOf(id, python),
    store: await database.storeOf(id),
    get model() {
      return models.answeredBy
    },
  })
}

/** Sessions of Python are a connection's own: a thread that was moved has the same id in two projects. */
function pythonOf(id: string, python: PythonSessions): PythonSessions {
  if (id === EMBEDDED) return python
  const keyOf = (key: string) => `${id}/${key}`
  return {
    ...python,
    run: (key, cell) => python.run(keyOf(key), cell),
    expect: (key) => python.expect(keyOf(key)),
    end: (key) => python.end(keyOf(key)),
  }
}

interface OpeningConnections {
  readonly shared: Shared
  readonly embedded: Embedded
  readonly over: Responders['over']
}

function openConnections(project: string, { shared, embedded, over }: OpeningConnections) {
  const { environment, database, jobs, sealer, instance, fetch, proxies, definitions } = shared
  return createConnections({
    ...{ embedded, jobs, sealer, instance, fetch, over, project },
    database: { ...database, settings: settingsWithin(project, database.settings) },
    environment: project === DEFAULT_PROJECT ? definitions : [],
    fetchAsSent: createOutboundFetch(proxies, { interceptor: undecoded }),
    maxBodyBytes: environment.MAX_BODY_BYTES,
    keepDays: environment.KEEP_REQUESTS_DAYS,
    clock: database.clock,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    report,
  })
}

/** Where files that are moved in lie. What earlier processes have left of them goes first. */
function roomOf(blobs: Blobs, { files }: Embedded, { MAX_FILE_BYTES: maxFileBytes }: Environment): FileRoom {
  const write: Blobs['write'] = async (...written) => {
    await files.swept()
    return blobs.write(...written)
  }
  return { bytes: { ...blobs, write }, maxFileBytes }
}

interface OpeningTransfers {
  readonly environment: Environment
  readonly room: FileRoom
  readonly database: OpenDatabase
  readonly jobs: Jobs | undefined
  readonly changes: Changes
  readonly connections: Backend
}

/** Moving in and out. Only the built-in connection keeps objects here, so everything moves into that one. */
const openTransfers = (id: string, { environment, room, database, jobs, changes, connections }: OpeningTransfers) =>
  createTransfers({
    jobs,
    folder: join(environment.DATA_DIR, 'transfers'),
    targets: [id],
    idOf: (name) => idWithin(projectOf(id), name),
    storeOf: (connection) => database.storeOf(connection),
    roomOf: () => room,
    connections,
    onLaid: (_embedded, change) => changes.publish(change),
    clock: database.clock,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    newId: () => `transfer_${randomUUID().replaceAll('-', '')}`,
    report,
  })

const report = (message: string, error: unknown) => console.error(message, error)
