// The connections of this server that are open, and how they are described.
import { isDeepStrictEqual } from 'node:util'
import type { Capabilities, ConnectionInfo, ConnectionSettings, ConnectionTest } from '@/lib/protocol/connection'
import { ApiError, notFound } from '@/lib/protocol/error'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { routesOf } from '@/lib/backend/with-routes'
import type { Definition, OpenConnection } from './definition'
import { createLockedConnection } from './locked-connection'
import type { StoredConnections } from './stored-connections'
import type { Seen, SeenCapabilities } from './seen-capabilities'
import type { StoredTests } from './stored-tests'

export interface EntriesOptions {
  /** Closed by whoever opened it. */
  readonly embedded: OpenConnection
  readonly environment: readonly Definition[]
  readonly stored: StoredConnections
  readonly tests: StoredTests
  /** What runs show of its backend is noted in `seen`. */
  readonly open: (definition: Definition, seen: Seen) => Promise<OpenConnection>
  readonly openSeen: (definition: Definition) => Promise<Seen>
  readonly database: Pick<OpenDatabase, 'sizeOf' | 'removeConnection'>
}

export interface Entry {
  /** Undefined for the built-in one. */
  readonly definition: Definition | undefined
  readonly connection: OpenConnection
  /** Its secrets cannot be decrypted. */
  readonly isLocked: boolean
  /** The last one of it as it stands. */
  readonly test: ConnectionTest | undefined
  /** Undefined for the built-in one. */
  readonly seen: Seen | undefined
}

export type Entries = Awaited<ReturnType<typeof openEntries>>

/** With every connection open; none is left open when one cannot be. */
export async function openEntries(options: EntriesOptions) {
  const { embedded, environment, stored, tests, open, openSeen, database } = options
  const builtIn = embedded.info.id
  const entries = new Map<string, Entry>([
    [builtIn, { definition: undefined, connection: embedded, isLocked: false, test: undefined, seen: undefined }],
  ])
  const enter = async (definition: Definition, isLocked = false) => {
    const seen = await openSeen(definition)
    const connection = isLocked ? createLockedConnection(definition) : await open(definition, seen)
    entries.set(definition.id, { definition, connection, isLocked, test: undefined, seen })
    await withTest(entries, definition.id, await tests.find(definition))
  }
  const close = () => closeAll(entries)
  try {
    for (const definition of environment) await enter(definition)
    // An id of the environment wins: who set it there wants it to be so.
    for (const { definition, isLocked } of await stored.list()) {
      if (!entries.has(definition.id)) await enter(definition, isLocked)
    }
  } catch (error) {
    await close()
    throw error
  }
  let chosen = await stored.defaultId()
  const defaultId = () => (chosen !== undefined && entries.has(chosen) ? chosen : builtIn)
  const describe = (entry: Entry) => infoOf(entry, defaultId())

  return {
    /** All, in the order in which they were added, the built-in one first. */
    list: (): readonly ConnectionInfo[] => [...entries.values()].map(describe),
    settings: () =>
      Promise.all([...entries.values()].map((entry) => settingsOf(entry, { info: describe(entry), database }))),
    settingsOf: (id: string) => settingsOf(entryOf(entries, id), { info: describe(entryOf(entries, id)), database }),
    find: (id: string): Entry | undefined => entries.get(id),
    routes: () =>
      [...entries.values()].flatMap(({ connection: { backend, face } }) => [backend, face].flatMap(routesOf)),
    /** Throws ApiError (404). */
    get: (id: string): Entry => entryOf(entries, id),
    defaultId,
    enter,
    /** As the database has them, after another instance has changed them. */
    async readAnew() {
      chosen = await stored.defaultId()
      await enterAnew(entries, { stored, tests, enter })
    },
    /** Keeps what a test has found, unless the connection was changed while it was made. */
    async keepTest(definition: Definition, test: ConnectionTest) {
      if (entries.get(definition.id)?.definition !== definition) return
      await tests.put(definition, test)
      await withTest(entries, definition.id, test)
    },
    drop: (id: string) => entries.delete(id),
    async setDefault(id: string) {
      await stored.setDefault(id)
      chosen = id
    },
    close,
  }
}

/** The built-in one is closed by whoever opened it. */
async function closeAll(entries: ReadonlyMap<string, Entry>) {
  const own = [...entries.values()].filter(({ definition }) => definition !== undefined)
  await Promise.all(own.map(({ connection }) => connection.close()))
}

async function withTest(entries: Map<string, Entry>, id: string, test: ConnectionTest | undefined) {
  const entry = entryOf(entries, id)
  entries.set(id, { ...entry, test })
  const { connection } = entry
  await connection.seeCapabilities?.(correctedBy(test, connection.info.capabilities))
}

interface Anew extends Pick<EntriesOptions, 'stored' | 'tests'> {
  readonly enter: (definition: Definition, isLocked: boolean) => Promise<void>
}

/** What did not change stays open. */
async function enterAnew(entries: Map<string, Entry>, { stored, tests, enter }: Anew) {
  const rows = await stored.list()
  for (const [id, { definition, connection }] of [...entries]) {
    if (definition?.origin !== 'page' || rows.some((row) => row.definition.id === id)) continue
    entries.delete(id)
    await connection.close()
  }
  for (const { definition, isLocked } of rows) {
    const entry = entries.get(definition.id)
    if (entry && entry.definition?.origin !== 'page') continue
    if (entry?.isLocked === isLocked && isDeepStrictEqual(entry.definition, definition)) {
      await withTest(entries, definition.id, await tests.find(definition))
    } else {
      await entry?.connection.close()
      await enter(definition, isLocked)
    }
  }
}

function entryOf(entries: ReadonlyMap<string, Entry>, id: string): Entry {
  const entry = entries.get(id)
  if (!entry) throw notFound('connection', id)
  return entry
}

/** Throws ApiError (409) for a connection that was not added on a page. */
export function requireOfPage({ definition, connection }: Entry, verb: 'changed' | 'deleted'): Definition {
  if (definition?.origin === 'page') return definition
  const whose = definition ? 'defined by the environment' : 'built in'
  const message = `The connection '${connection.info.id}' is ${whose} and cannot be ${verb} here.`
  throw new ApiError(409, message, { code: 'read_only' })
}

const infoOf = ({ definition, connection, test, seen }: Entry, defaultId: string): ConnectionInfo => ({
  ...connection.info,
  capabilities: { ...correctedBy(test, connection.info.capabilities), ...valuesIn(seen?.seen() ?? {}) },
  name: definition?.name ?? null,
  is_default: connection.info.id === defaultId,
  origin: definition?.origin ?? 'built-in',
})

/** What a test has found counts more than what the kind says. */
function correctedBy(test: ConnectionTest | undefined, declared: Capabilities): Capabilities {
  if (!test?.capabilities) return declared
  const { all_threads, files, vector_stores, usage } = test.capabilities
  return { ...declared, files, vector_stores, usage, all_threads }
}

const valuesIn = (seen: SeenCapabilities): Partial<Capabilities> =>
  Object.fromEntries(Object.entries(seen).map(([name, { value }]) => [name, value]))

/** What a test of an earlier version had asked for, which kept no list of it. */
const askedBefore = ['all_threads', 'files', 'vector_stores'] as const

/** How each is known, where that is not by the kind; what a run has shown counts before what a test has found. */
function knownOf({ test, seen }: Pick<Entry, 'test' | 'seen'>): ConnectionSettings['known'] {
  const { capabilities = null, tested_ms = 0, probed = askedBefore } = test ?? {}
  const byTest = capabilities ? probed.map((name) => [name, { by: 'test', at_ms: tested_ms }] as const) : []
  const bySight = Object.entries(seen?.seen() ?? {}).map(([name, { at_ms }]) => [name, { by: 'seen', at_ms }] as const)
  return Object.fromEntries([...byTest, ...bySight])
}

interface Described extends Pick<EntriesOptions, 'database'> {
  readonly info: ConnectionInfo
}

async function settingsOf(entry: Entry, { info, database }: Described): Promise<ConnectionSettings> {
  const { definition, test } = entry
  const { id, kind, name, origin, is_default, capabilities } = info
  return {
    ...{ id, kind, name, origin, is_default, capabilities },
    known: knownOf(entry),
    url: definition?.url ?? null,
    api_version: definition?.apiVersion ?? null,
    organization: definition?.organization ?? null,
    project: definition?.project ?? null,
    has_key: (definition?.key ?? '') !== '',
    header_names: Object.keys(definition?.headers ?? {}),
    last_test: test ?? null,
    recorded: await database.sizeOf(id),
  }
}
