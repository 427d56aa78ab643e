// The model endpoints of this server, with their settings as pages see them.
import type { Backend } from '@/lib/backend/backend'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Fetch } from '@/lib/backend/fetch'
import { openEndpoints, type EndpointsOptions } from './endpoints'
import { settingsRoutes } from './settings-routes'
import { createStoredEndpoints } from './stored-endpoints'
import { testEndpoint } from './test-endpoint'

interface ModelSettingsOptions extends Omit<EndpointsOptions, 'stored'> {
  readonly settings: SettingsTable
  readonly sealer: Sealer
  readonly fetch: Fetch
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const LIST_MS = 15_000
/** Models that run on a desk are loaded first. */
const ANSWER_MS = 120_000

/** Tells the registry of the stored endpoints; answers the requests about their settings. */
export async function createModelSettings(options: ModelSettingsOptions): Promise<Backend> {
  const { settings, sealer, fetch, sleep, report, ...rest } = options
  const endpoints = await openEndpoints({ ...rest, stored: createStoredEndpoints(settings, sealer) })
  return settingsRoutes({
    endpoints,
    test: (endpoint, model) =>
      testEndpoint(endpoint, model, {
        ...{ fetch, sleep, listMs: LIST_MS, answerMs: ANSWER_MS },
        now: () => performance.now(),
      }),
    report,
  })
}
