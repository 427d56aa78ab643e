import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { APPBUILDER, createAdapter, type Adapter } from '@/lib/backend/appbuilder/adapter/create-adapter'
import { chooseFace, isAppBuilder } from '@/lib/backend/appbuilder/face/choose-face'
import { createFace } from '@/lib/backend/appbuilder/face/create-face'
import type { Backend } from '@/lib/backend/backend'
import { createConnections } from '@/lib/backend/connections/create-connections'
import { createEmbedded, type Embedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/models/registry'
import { checkDatabase } from '@/lib/backend/store/check-database'
import { moveIn } from '@/lib/backend/store/move-in'
import { type OpenDatabase, openDatabase } from '@/lib/backend/store/open-database'
import type { AnswerTable, Store } from '@/lib/backend/store/store'
import type { RecordTable } from '@/lib/backend/store/record-table'
import type { BackendInfo } from '@/lib/protocol/connection'
import { createTransfers, isTransfer } from '@/lib/backend/transfer/create-transfers'
import { StoreOpenError } from '@/lib/backend/store/store-open-error'
import { appBuilderFolderIn, expectUnused } from './data-folder'
import type { Environment } from './environment'
import { createOutboundFetch, type OutboundFetch } from './outbound-fetch'

export interface OpenBackend {
  /** Everything that is served under the wires' addresses and /api. */
  readonly backend: Backend
  close(): Promise<void>
}

/** The connections that the environment wants, and AppBuilder's wire over each. Leaves nothing open when it fails. */
export async function openBackend(environment: Environment): Promise<OpenBackend> {
  const { DATA_DIR, MAX_BODY_BYTES, SCRIPTED_PACE_MS } = environment
  const upstream = upstreamFrom(environment)
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = environment
  const fetch = createOutboundFetch({ http, https, except })
  const models = createModelRegistry({
    paceMs: SCRIPTED_PACE_MS,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    fetch,
    ...(upstream && { upstream }),
  })
  // Checked again, since building the pages takes time; and before the integrity check, which may still read the file.
  expectUnused(DATA_DIR)
  await checkDatabase(DATA_DIR)
  await moveAppBuilderIn(environment)
  const database = await openDatabase({ database: { folder: DATA_DIR }, clock: Date.now })
  const embedded = await closedOnFailure(database, async () =>
    createEmbedded({
      store: await database.storeOf(EMBEDDED),
      models,
      model: upstream
        ? { kind: 'openai-compatible', host: new URL(upstream.baseUrl).host }
        : { kind: 'scripted', host: null },
      maxBodyBytes: MAX_BODY_BYTES,
    }),
  )
  const adapter = await closedOnFailure({ close: () => closeAll(database, [embedded]) }, async () =>
    openAdapter(environment, fetch, () => database.storeOf(APPBUILDER)),
  )
  const backends: readonly [Embedded, ...Adapter[]] = adapter ? [embedded, adapter] : [embedded]
  const connections = createConnections(backends)
  const faceOf = ({ info, records, answers }: FacedConnection) => ({
    connection: info.id,
    face: createFace({
      backend: connections,
      connection: info.id,
      records,
      answers,
      // The account has files on its assistants, and the Assistants wire between here and there has no word for them.
      takesMounts: info.kind !== 'appbuilder',
      clock: Date.now,
      maxBodyBytes: MAX_BODY_BYTES,
      report,
    }),
  })
  const faces = chooseFace([faceOf(embedded), ...(adapter ? [faceOf(adapter)] : [])])
  const transfers = openTransfers(DATA_DIR, database, connections)
  const choose = (request: Request) => (isAppBuilder(request) ? faces(request) : connections(request))
  return {
    backend: (request) => (isTransfer(request) ? transfers.backend(request) : choose(request)),
    async close() {
      await transfers.close()
      await closeAll(database, backends)
      await models.close()
    },
  }
}

/** Moving in and out. Only the built-in connection keeps objects here, so everything moves into that one. */
const openTransfers = (folder: string, database: OpenDatabase, connections: Backend) =>
  createTransfers({
    folder: join(folder, 'transfers'),
    targets: [EMBEDDED],
    storeOf: (id) => database.storeOf(id),
    connections,
    clock: Date.now,
    newId: () => `transfer_${randomUUID().replaceAll('-', '')}`,
    report,
  })

interface FacedConnection {
  readonly info: BackendInfo
  readonly records: RecordTable
  readonly answers: AnswerTable
}

/** A connection to an AppBuilder account, when its secret key is there. The key goes no further than this. */
async function openAdapter(
  { APPBUILDER_TOKEN: token, APPBUILDER_GATEWAY: gateway, MAX_BODY_BYTES }: Environment,
  fetch: OutboundFetch,
  openStore: () => Promise<Store>,
): Promise<Adapter | undefined> {
  if (token === undefined) return undefined
  return createAdapter({
    account: { token, fetch, ...(gateway && { gateway }) },
    mirror: await openStore(),
    maxBodyBytes: MAX_BODY_BYTES,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    report,
  })
}

/** Earlier versions had a database for AppBuilder's connection. One that cannot be read stops only who wants it. */
async function moveAppBuilderIn({ APPBUILDER_TOKEN, DATA_DIR }: Environment) {
  const from = appBuilderFolderIn(DATA_DIR)
  try {
    await moveIn({ from, into: DATA_DIR, connection: APPBUILDER, tell: console.error })
  } catch (error) {
    if (APPBUILDER_TOKEN !== undefined || !(error instanceof StoreOpenError)) throw error
    console.error(error.message)
  }
}

/** The backends first: what they still write goes into the database. */
async function closeAll(database: OpenDatabase, backends: readonly (Embedded | Adapter)[]) {
  try {
    await Promise.all(backends.map((backend) => backend.close()))
  } finally {
    await database.close()
  }
}

/** Runs what is built on something that is open already. */
async function closedOnFailure<T>(base: { close(): Promise<void> }, build: () => Promise<T>): Promise<T> {
  try {
    return await build()
  } catch (error) {
    // What went wrong first is the reason; that it then does not close well either is its consequence.
    await Promise.allSettled([base.close()])
    throw error
  }
}

const report = (message: string, error: unknown) => console.error(message, error)

function upstreamFrom(environment: Environment): ModelUpstream | undefined {
  const { MODEL_BASE_URL, MODEL_API_KEY, MODEL_NAMES, MODEL_LEAVE_OUT } = environment
  const { MODEL_FIRST_TOKEN_SECONDS, MODEL_SILENCE_SECONDS } = environment
  if (MODEL_BASE_URL === undefined) return undefined
  return {
    baseUrl: MODEL_BASE_URL,
    apiKey: MODEL_API_KEY ?? '',
    names: MODEL_NAMES,
    firstMs: MODEL_FIRST_TOKEN_SECONDS * 1_000,
    idleMs: MODEL_SILENCE_SECONDS * 1_000,
    leaveOut: MODEL_LEAVE_OUT,
  }
}
