// Every connection of this server behind one door: its wire, AppBuilder's wire over it, and the settings of them all.
import type { ConnectionTest } from '@/lib/protocol/connection'
import { DEFAULT_PROJECT } from '@/lib/protocol/people'
import type { Backend } from '@/lib/backend/backend'
import { chooseFace, isAppBuilder } from '@/lib/backend/appbuilder/face/choose-face'
import { refuseOwnAddress } from '@/lib/backend/own-address'
import type { Sealer } from '@/lib/backend/sealing'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { routesOf, withRoutes } from '@/lib/backend/with-routes'
import type { Definition, OpenedBackend } from './definition'
import { openConnection, type OpenOptions, withFace } from './open-connection'
import { openRegistry } from './registry'
import { createRetention, RETENTION } from './retention'
import { routeRequests } from './route-requests'
import { forgetSeen, openSeen, SEEN } from './seen-capabilities'
import { settingsRoutes } from './settings-routes'
import { CONNECTION, createStoredConnections, DEFAULT } from './stored-connections'
import { createStoredTests, TEST } from './stored-tests'
import { testConnection } from './test-connection'
import { capabilitiesOf, probesOf, upstreamOf } from './upstream-of'

interface ConnectionsOptions extends OpenOptions {
  /** Closed by whoever opened it. */
  readonly embedded: OpenedBackend
  readonly environment: readonly Definition[]
  readonly database: Pick<OpenDatabase, 'storeOf' | 'settings' | 'sizeOf' | 'removeConnection' | 'recordings'>
  /** How many days requests are kept of connections for which nobody has chosen; by default for ever. */
  readonly keepDays?: number | undefined
  readonly sealer: Sealer
  /** Whose they are: their ids say so. */
  readonly project?: string
  /** What the requests of this process are known by: an address that leads back to it is refused. */
  readonly instance: string
}

export interface Connections {
  readonly backend: Backend
  /** Deletes recorded requests that are too old. Never throws. */
  deleteOld(): Promise<void>
  close(): Promise<void>
}

/** The kinds of settings that are kept of connections. */
export const connectionSettings = [CONNECTION, DEFAULT, RETENTION, SEEN, TEST] as const

/** How long each request of a test may take. */
const TEST_PATIENCE_MS = 15_000

/** How long adding waits for an address to tell whose it is. This process itself answers at once. */
const OWN_PATIENCE_MS = 3_000

export async function createConnections(options: ConnectionsOptions): Promise<Connections> {
  const { embedded, environment, database, jobs, sealer, instance, fetch, clock, report, keepDays = null } = options
  const { project = DEFAULT_PROJECT } = options
  const test = (definition: Definition): Promise<ConnectionTest> =>
    testConnection(definition, {
      fetch,
      instance,
      upstreamBy: (by) => upstreamOf(definition, by),
      capabilities: capabilitiesOf(definition.kind),
      probes: probesOf(definition.kind),
      clock,
      now: () => performance.now(),
      patienceMs: TEST_PATIENCE_MS,
    })
  const stored = createStoredConnections(database.settings, sealer)
  const registry = await openRegistry({
    embedded: withFace(embedded, options),
    environment,
    project,
    jobs,
    stored,
    tests: createStoredTests(database.settings),
    openSeen: (definition) => openSeen(definition, { settings: database.settings, clock, report }),
    open: (definition, seen) => openConnection(definition, { ...options, onCapability: seen.note }),
    forgetSeen: (id) => forgetSeen(database.settings, id),
    refuseOwn: (url) => refuseOwnAddress(url, { fetch, instance, patienceMs: OWN_PATIENCE_MS }),
    test,
    database,
  })
  const stopReading = stored.onChangedElsewhere(() => {
    registry.readAnew().catch((error: unknown) => report('The connections could not be read anew.', error))
  })
  const { settings, recordings } = database
  const retention = createRetention({ settings, recordings, defaultDays: keepDays, clock, report })
  const settingsOwn = settingsRoutes({ registry, retention, report })
  const wire = routeRequests(registry, settingsOwn)
  const faces = chooseFace((connection) => registry.find(connection)?.face)
  const backend: Backend = (request) => (isAppBuilder(request) ? faces(request) : wire(request))
  return {
    backend: withRoutes(backend, [...routesOf(settingsOwn), ...registry.routes()]),
    deleteOld: () => retention.applyTo(registry.list().map(({ id }) => id)),
    async close() {
      stopReading()
      await registry.close()
    },
  }
}
