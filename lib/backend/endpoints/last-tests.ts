// How the last test of each model ended, as the database keeps it. It counts for the address that was asked.
import type { ModelEndpointTest, TestedModel } from '@/lib/protocol/model-settings'
import type { Clock } from '@/lib/backend/clock'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Endpoint } from './endpoint'

const TESTS = 'model_tests'

type Asked = Pick<Endpoint, 'id' | 'api' | 'url'>

interface StoredTests {
  readonly of: string
  readonly models: readonly TestedModel[]
}

export type LastTests = Awaited<ReturnType<typeof openLastTests>>

export async function openLastTests(settings: SettingsTable, clock: Clock) {
  const rows = await settings.list(TESTS)
  const stored = new Map(rows.map(({ id, document }) => [id, document as StoredTests]))

  function find(endpoint: Asked): readonly TestedModel[] {
    const tests = stored.get(endpoint.id)
    return tests?.of === addressOf(endpoint) ? tests.models : []
  }

  return {
    /** Of the models of this endpoint, as it calls them. */
    find,

    async put(endpoint: Asked, model: string, { passed }: Pick<ModelEndpointTest, 'passed'>) {
      const others = find(endpoint).filter(({ upstream_name }) => upstream_name !== model)
      const models = [...others, { upstream_name: model, passed, tested_ms: clock() }]
      const document: StoredTests = { of: addressOf(endpoint), models }
      stored.set(endpoint.id, document)
      await settings.put(TESTS, { id: endpoint.id, document, sealed: null })
    },

    async remove(id: string) {
      stored.delete(id)
      await settings.remove(TESTS, id)
    },
  }
}

/** The environment's endpoint may be another one at each start. */
const addressOf = ({ api, url }: Asked) => JSON.stringify([api, url])
