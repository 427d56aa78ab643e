import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Backend } from '@/lib/backend/backend'
import { type Blobs, createBlobs } from '@/lib/backend/blobs/blobs'
import { createConnections } from '@/lib/backend/connections/create-connections'
import type { Definition } from '@/lib/backend/connections/definition'
import { createEmbedded, type Embedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createModelSettings } from '@/lib/backend/endpoints/create-model-settings'
import { withModelSettings } from '@/lib/backend/endpoints/settings-routes'
import { type Changes, createChanges } from '@/lib/backend/log/changes'
import type { Fetch } from '@/lib/backend/fetch'
import { createEmbeddingSource, type EmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/models/registry'
import type { Responders } from '@/lib/backend/responders/create-responders'
import { PUBLIC_GATEWAY } from '@/lib/appbuilder/transport'
import { undecoded } from '@/lib/backend/proxy/undecoded'
import type { Sealer } from '@/lib/backend/sealing'
import { checkDatabase } from '@/lib/backend/store/check-database'
import { moveIn } from '@/lib/backend/store/move-in'
import { type OpenDatabase, openDatabase } from '@/lib/backend/store/open-database'
import { createTransfers, isTransfer } from '@/lib/backend/transfer/create-transfers'
import type { FileRoom } from '@/lib/backend/transfer/held-bytes'
import { StoreOpenError } from '@/lib/backend/store/store-open-error'
import { appBuilderFolderIn, blobsFolderIn, expectUnused } from './data-folder'
import type { Environment } from './environment'
import { deletingOld } from './deleting-old'
import { respondersOf } from './open-responders'
import { environmentEmbeddings } from './environment-embeddings'
import { createOutboundFetch } from './outbound-fetch'
import { openPython, sayWithoutPython } from './python/open-python'

export interface OpenBackend {
  /** Everything that is served under the wires' addresses and /api. */
  readonly backend: Backend
  close(): Promise<void>
}

interface ThisProcess {
  readonly sealer: Sealer
  /** What its own requests are known by when an address leads back to it. */
  readonly instance: string
}

/** What is closed when the backend closes, or when it cannot be opened after all: the last first. */
type Closing = (() => Promise<unknown>)[]

/** All connections, and AppBuilder's wire over each. Leaves nothing open when it fails. */
export async function openBackend(environment: Environment, process: ThisProcess): Promise<OpenBackend> {
  const closing: Closing = []
  const close = async () => {
    for (const each of closing.toReversed()) await each()
  }
  try {
    return { backend: await openAll(environment, process, closing), close }
  } catch (error) {
    // What went wrong first is the reason; that it then does not close well either is its consequence.
    await Promise.allSettled([close()])
    throw error
  }
}

async function openAll(
  environment: Environment,
  { sealer, instance }: ThisProcess,
  closing: Closing,
): Promise<Backend> {
  const { DATA_DIR } = environment
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = environment
  const proxies = { http, https, except }
  const fetch = createOutboundFetch(proxies)
  const upstream = upstreamFrom(environment)
  const models = registryOf(environment, { fetch, upstream })
  closing.push(() => models.close())
  // Checked again, since building the pages takes time; and before the integrity check, which may still read the file.
  expectUnused(DATA_DIR)
  const checked = await checkDatabase(DATA_DIR)
  await moveAppBuilderIn(environment)
  const database = await openDatabase({ database: { folder: DATA_DIR }, clock: Date.now })
  closing.push(async () => {
    await database.close()
    checked.closed()
  })
  const ofEnvironment = environmentEmbeddings(environment, fetch)
  const embeddings = createEmbeddingSource(ofEnvironment?.embeddings)
  // Before the backend takes up its runs: they may be for an endpoint that was added on a page.
  const modelSettings = await createModelSettings({
    ...{ settings: database.settings, sealer, upstream, models, fetch, report },
    embedding: { source: embeddings, environment: ofEnvironment },
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    clock: Date.now,
  })
  const changes = createChanges(Date.now)
  const blobs = createBlobs(join(blobsFolderIn(DATA_DIR), EMBEDDED))
  const embedded = await openEmbedded(environment, { database, blobs, changes, models, embeddings, fetch }, closing)
  const responders = await respondersOf(environment, { database, sealer, instance, fetch })
  closing.push(() => responders.close())
  const opened = { embedded, database, sealer, instance, fetch, proxies, over: responders.over }
  const connections = await connectionsOf(environment, opened)
  closing.push(() => connections.close())
  closing.push(deletingOld(connections))
  const room = roomOf(blobs, embedded, environment)
  const transfers = openTransfers({ folder: DATA_DIR, room, database, changes, connections: connections.backend })
  closing.push(() => transfers.close())
  const backend = withModelSettings(modelSettings, responders.before(connections.backend))
  return (request) => (isTransfer(request) ? transfers.backend(request) : backend(request))
}

interface Surroundings {
  readonly database: OpenDatabase
  readonly blobs: Blobs
  readonly changes: Changes
  readonly models: ReturnType<typeof registryOf>
  readonly embeddings: EmbeddingSource
  readonly fetch: Fetch
}

/** The built-in backend, with the Python of its code interpreter. */
async function openEmbedded(
  environment: Environment,
  { database, blobs, changes, models, embeddings, fetch }: Surroundings,
  closing: Closing,
) {
  const { MAX_BODY_BYTES: maxBodyBytes, MAX_FILE_BYTES: maxFileBytes } = environment
  const python = openPython(environment, fetch)
  closing.push(() => python.close())
  void sayWithoutPython(python, environment)
  const embedded = await createEmbedded({
    ...{ python, blobs, changes, models, embeddings, maxBodyBytes, maxFileBytes },
    store: await database.storeOf(EMBEDDED),
    get model() {
      return models.answeredBy
    },
  })
  closing.push(() => embedded.close())
  return embedded
}

interface Upstream {
  readonly fetch: Fetch
  readonly upstream: ReturnType<typeof upstreamFrom>
}

const registryOf = (environment: Environment, { fetch, upstream }: Upstream) =>
  createModelRegistry({
    paceMs: environment.SCRIPTED_PACE_MS,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    fetch,
    firstMs: environment.MODEL_FIRST_TOKEN_SECONDS * 1_000,
    idleMs: environment.MODEL_SILENCE_SECONDS * 1_000,
    leaveOut: environment.MODEL_LEAVE_OUT,
    ...(upstream && { upstream }),
  })

interface OpeningConnections extends ThisProcess {
  readonly embedded: Embedded
  readonly database: OpenDatabase
  readonly fetch: Fetch
  readonly proxies: Parameters<typeof createOutboundFetch>[0]
  readonly over: Responders['over']
}

const connectionsOf = (environment: Environment, { proxies, ...opened }: OpeningConnections) =>
  createConnections({
    ...opened,
    environment: [...appBuilderOf(environment), ...environment.connections],
    fetchAsSent: createOutboundFetch(proxies, { interceptor: undecoded }),
    maxBodyBytes: environment.MAX_BODY_BYTES,
    keepDays: environment.KEEP_REQUESTS_DAYS,
    clock: Date.now,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    report,
  })

interface OpeningTransfers {
  readonly folder: string
  readonly room: FileRoom
  readonly database: OpenDatabase
  readonly changes: Changes
  readonly connections: Backend
}

/** Where files that are moved in lie. What earlier processes have left of them goes first. */
function roomOf(blobs: Blobs, { files }: Embedded, { MAX_FILE_BYTES: maxFileBytes }: Environment): FileRoom {
  const write: Blobs['write'] = async (...written) => {
    await files.swept()
    return blobs.write(...written)
  }
  return { bytes: { ...blobs, write }, maxFileBytes }
}

/** Moving in and out. Only the built-in connection keeps objects here, so everything moves into that one. */
const openTransfers = ({ folder, room, database, changes, connections }: OpeningTransfers) =>
  createTransfers({
    folder: join(folder, 'transfers'),
    targets: [EMBEDDED],
    storeOf: (id) => database.storeOf(id),
    roomOf: () => room,
    connections,
    onLaid: (_embedded, change) => changes.publish(change),
    clock: Date.now,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    newId: () => `transfer_${randomUUID().replaceAll('-', '')}`,
    report,
  })

/** The id of the connection to AppBuilder that the environment defines, in addresses and in the database. */
const APPBUILDER = 'appbuilder'

function appBuilderOf({ APPBUILDER_TOKEN: key, APPBUILDER_GATEWAY: url = PUBLIC_GATEWAY }: Environment): Definition[] {
  if (key === undefined) return []
  const none = { apiVersion: null, organization: null, project: null, headers: {} }
  return [{ ...none, id: APPBUILDER, kind: 'appbuilder', name: 'AppBuilder', origin: 'environment', url, key }]
}

/** Earlier versions had a database for AppBuilder's connection. One that cannot be read stops only who wants it. */
async function moveAppBuilderIn({ APPBUILDER_TOKEN, DATA_DIR }: Environment) {
  const from = appBuilderFolderIn(DATA_DIR)
  try {
    await moveIn({ from, into: DATA_DIR, connection: APPBUILDER, logLine: console.error })
  } catch (error) {
    if (APPBUILDER_TOKEN !== undefined || !(error instanceof StoreOpenError)) throw error
    console.error(error.message)
  }
}

const report = (message: string, error: unknown) => console.error(message, error)

function upstreamFrom(environment: Environment): ModelUpstream | undefined {
  const { MODEL_API: api = 'chat_completions', MODEL_BASE_URL: baseUrl } = environment
  const { MODEL_API_KEY: apiKey = '', MODEL_NAMES: names, MODEL_PRICES: prices } = environment
  return baseUrl === undefined ? undefined : { api, baseUrl, apiKey, names, ...(prices && { prices }) }
}
