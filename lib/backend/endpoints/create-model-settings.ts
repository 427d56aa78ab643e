// The model endpoints of this server, with their settings as pages see them.
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Fetch } from '@/lib/backend/fetch'
import { openEmbeddingChoice, type EmbeddingChoiceOptions } from './embedding-choice'
import { openEndpoints, type EndpointsOptions } from './endpoints'
import { openLastTests } from './last-tests'
import { settingsRoutes } from './settings-routes'
import { createStoredEndpoints } from './stored-endpoints'
import { testEmbeddings } from './test-embeddings'
import { testEndpoint } from './test-endpoint'

interface ModelSettingsOptions extends Omit<EndpointsOptions, 'stored' | 'tests' | 'onEndpoints'> {
  readonly settings: SettingsTable
  readonly sealer: Sealer
  readonly embedding: Pick<EmbeddingChoiceOptions, 'source' | 'environment'>
  readonly fetch: Fetch
  readonly clock: Clock
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const LIST_MS = 15_000
/** Models that run on a desk are loaded first. */
const ANSWER_MS = 120_000

/** Tells the registry of the stored endpoints; answers the requests about their settings. */
export async function createModelSettings(options: ModelSettingsOptions): Promise<Backend> {
  const { settings, sealer, fetch, clock, sleep, report, embedding: ofEmbedding, ...rest } = options
  const stored = createStoredEndpoints(settings, sealer)
  const embedding = await openEmbeddingChoice({ ...ofEmbedding, stored, fetch, sleep })
  const tests = await openLastTests(settings, clock)
  const endpoints = await openEndpoints({ ...rest, stored, tests, onEndpoints: embedding.apply })
  stored.onChangedElsewhere(() => {
    const readAnew = embedding.readAnew().then(endpoints.readAnew)
    readAnew.catch((error: unknown) => report('The model endpoints could not be read anew.', error))
  })
  return settingsRoutes({
    endpoints,
    tests,
    embedding,
    testEmbedding: (asked) =>
      testEmbeddings(asked, { fetch, sleep, answerMs: ANSWER_MS, now: () => performance.now() }),
    test: (endpoint, model) =>
      testEndpoint(endpoint, model, {
        ...{ fetch, sleep, listMs: LIST_MS, answerMs: ANSWER_MS },
        now: () => performance.now(),
      }),
    report,
  })
}
