// The model endpoints of this server: the environment's, and those that were added on a page. They can be added,
// changed and removed while runs are underway; the registry of models is told of each change.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { DefaultModel, ModelEndpoint, OfferedModel } from '@/lib/protocol/model-settings'
import { createExclusive } from '@/lib/backend/exclusive'
import {
  ANY_OTHER,
  isOwnName,
  namesOf,
  type AddedEndpoint,
  type ModelUpstream,
  type OwnedModelRegistry,
} from '@/lib/backend/models/registry'
import { requireSecretsFor, withSecretChanges } from '@/lib/backend/upstream-checks'
import type { Endpoint } from './endpoint'
import type { EndpointChanges } from './endpoint-bodies'
import type { LastTests } from './last-tests'
import type { StoredEndpoints } from './stored-endpoints'

/** The id of the environment's endpoint; those of pages have random ones. */
const ENVIRONMENT = 'environment'

export interface EndpointsOptions {
  readonly stored: StoredEndpoints
  readonly upstream: ModelUpstream | undefined
  readonly tests: LastTests
  readonly models: Pick<OwnedModelRegistry, 'set' | 'names' | 'defaultName'>
  /** Told of all of them, at first and whenever they change. */
  readonly onEndpoints: (all: readonly Endpoint[]) => void
}

export type Endpoints = Awaited<ReturnType<typeof openEndpoints>>

/** What is stored, and what the registry of models is told of it. */
async function openEntries({ stored, upstream, models, onEndpoints }: EndpointsOptions) {
  const ofEnvironment = upstream && fromEnvironment(upstream)
  let ofPages = await stored.list()
  let chosen = await stored.defaultModel()
  let registered = new Map<Endpoint, AddedEndpoint>()
  function register() {
    registered = new Map(ofPages.map((each) => [each, registered.get(each) ?? addedOf(each)]))
    models.set({ endpoints: [...registered.values()], defaultName: chosen })
    onEndpoints(all())
  }
  const all = () => [...(ofEnvironment ? [ofEnvironment] : []), ...ofPages]
  register()
  return {
    all,
    /** Throws ApiError (404). */
    get(id: string): Endpoint | EnvironmentEndpoint {
      const endpoint = all().find((each) => each.id === id)
      if (!endpoint) throw notFound('model endpoint', id)
      return endpoint
    },
    async keep(endpoint: Endpoint) {
      await stored.put(endpoint)
      const isKnown = ofPages.some(({ id }) => id === endpoint.id)
      ofPages = isKnown ? ofPages.map((each) => (each.id === endpoint.id ? endpoint : each)) : [...ofPages, endpoint]
      register()
    },
    async drop(id: string) {
      await stored.remove(id)
      ofPages = ofPages.filter((each) => each.id !== id)
      register()
    },
    /** What did not change stays the same object, so that what is known of its endpoint stays known. */
    async readAnew() {
      const before = ofPages
      const rows = await stored.list()
      ofPages = rows.map((row) => before.find((each) => isDeepStrictEqual(each, row)) ?? row)
      chosen = await stored.defaultModel()
      register()
    },
    isChosen: (model: string) => model === chosen,
    async choose(model: string | undefined) {
      await stored.setDefaultModel(model)
      chosen = model
      register()
    },
  }
}

/** With the registry told of what is stored. */
export async function openEndpoints(options: EndpointsOptions) {
  const { models, tests } = options
  const entries = await openEntries(options)
  const exclusive = createExclusive()
  const settingsOf = (endpoint: Endpoint | EnvironmentEndpoint) => toSettings(endpoint, tests)
  const inTurn = <T>(work: () => Promise<T>) => exclusive('endpoints', work)
  async function keep(endpoint: Endpoint): Promise<ModelEndpoint> {
    requireFreeNames(endpoint, entries.all())
    await entries.keep(endpoint)
    return settingsOf(endpoint)
  }

  return {
    list: (): readonly ModelEndpoint[] => entries.all().map(settingsOf),
    settingsOf: (id: string) => settingsOf(entries.get(id)),
    /** With its secrets, for a test. Throws ApiError (404). */
    find: (id: string): Endpoint => entries.get(id),
    defaultModel: (): DefaultModel => ({ model: models.defaultName, is_chosen: entries.isChosen(models.defaultName) }),

    add: (body: EndpointChanges & Pick<Endpoint, 'name' | 'url'>) =>
      inTurn(() => keep(endpointFrom(body, randomUUID()))),

    modify: (id: string, body: EndpointChanges) =>
      inTurn(async () => {
        const before = requireOfPage(entries.get(id))
        if (before.isLocked && body.key === undefined) throw keyNeeded()
        requireSecretsFor(before, body)
        return keep(withChanges(before, body))
      }),

    /** Runs underway end with the model that they began with. */
    remove: (id: string) =>
      inTurn(async () => {
        await entries.drop(requireOfPage(entries.get(id)).id)
        await tests.remove(id)
      }),

    /** As the database has them, after another instance has changed them. */
    readAnew: () => inTurn(entries.readAnew),

    /** Null: the first that is offered. Throws ApiError (400) for a name that is not. */
    setDefault: (model: string | null) =>
      inTurn(async () => {
        if (model !== null && !models.names.some(({ id }) => id === model)) {
          throw badRequest(`No model endpoint offers '${model}'.`, { param: 'model', code: 'invalid_value' })
        }
        await entries.choose(model ?? undefined)
      }),
  }
}

/** Throws ApiError (409) for the environment's. */
function requireOfPage(endpoint: Endpoint | EnvironmentEndpoint): Endpoint {
  if (!('anyOther' in endpoint)) return endpoint
  const message = 'This model endpoint is defined by the environment and cannot be changed here.'
  throw new ApiError(409, message, { code: 'read_only' })
}

/** An endpoint that is not stored has no id. */
export const endpointFrom = (body: EndpointChanges & Pick<Endpoint, 'name' | 'url'>, id = ''): Endpoint =>
  withChanges(
    {
      ...{ id, name: '', api: 'chat_completions', codeInterpreter: 'ours', url: '', models: [] },
      ...{ key: '', headers: {}, isLocked: false },
    },
    body,
  )

const withChanges = (before: Endpoint, body: EndpointChanges): Endpoint => ({
  ...before,
  ...withSecretChanges(before, body),
  name: body.name ?? before.name,
  api: body.api ?? before.api,
  codeInterpreter: body.codeInterpreter ?? before.codeInterpreter,
  url: body.url ?? before.url,
  models: body.models ?? before.models,
  isLocked: false,
})

interface EnvironmentEndpoint extends Endpoint {
  readonly anyOther: string | null
}

function fromEnvironment({ api, baseUrl, apiKey, names, prices }: ModelUpstream): EnvironmentEndpoint {
  const aliases = namesOf(names)
  function priceOf(name: string) {
    const price = prices?.get(name)
    return price && { price }
  }
  const models = [...aliases].flatMap(([name, upstream_name]): OfferedModel[] =>
    name === ANY_OTHER || isOwnName(name) ? [] : [{ name, upstream_name, ...priceOf(name) }],
  )
  const { host } = new URL(baseUrl)
  const anyOther = aliases.get(ANY_OTHER) ?? null
  return {
    ...{ id: ENVIRONMENT, name: host, api, url: baseUrl, key: apiKey, headers: {}, models },
    ...{ codeInterpreter: 'ours', isLocked: false, anyOther },
  }
}

const addedOf = ({ name, url, key, models, ...endpoint }: Endpoint): AddedEndpoint => ({
  ...endpoint,
  ...{ name, baseUrl: url, apiKey: key },
  models: models.map(({ name, upstream_name, price }) => ({ name, upstreamName: upstream_name, price })),
})

const toSettings = (endpoint: Endpoint | EnvironmentEndpoint, tests: Pick<LastTests, 'find'>) => {
  const { id, name, api, url, key, headers, models, ...rest } = endpoint
  return {
    ...{ id, name, api, models, last_tests: tests.find(endpoint) },
    code_interpreter: api === 'responses' ? rest.codeInterpreter : 'ours',
    origin: 'anyOther' in rest ? 'environment' : 'page',
    base_url: url,
    has_key: key !== '',
    header_names: Object.keys(headers),
    is_locked: rest.isLocked,
    any_other: 'anyOther' in rest ? rest.anyOther : null,
  } satisfies ModelEndpoint
}

/** A name that two endpoints offer would leave open which one is meant. Throws ApiError. */
function requireFreeNames(endpoint: Endpoint, others: readonly Endpoint[]) {
  for (const [index, { name }] of endpoint.models.entries()) {
    const other = others.find(({ id, models }) => id !== endpoint.id && models.some((model) => model.name === name))
    if (!other) continue
    const message = `The endpoint '${other.name}' offers a model '${name}' already: choose another name for this one.`
    throw badRequest(message, { param: `models.${index}.name`, code: 'name_taken' })
  }
}

/** What is stored of the secrets would be overwritten by nothing. */
const keyNeeded = () =>
  badRequest('The key of this model endpoint cannot be decrypted any more: enter it again.', {
    param: 'key',
    code: 'missing_required_parameter',
  })
