import type { BackendInfo } from '@/lib/protocol/connection'
import type { CodeInterpreterOf, ModelApiName, ModelPrice } from '@/lib/protocol/model-settings'
import { ModelError, type Model, type ModelEntry, type ModelRegistry } from './model'
import { createEndpointModel } from './endpoint-model'
import { addressOf, hostOf, type RemoteModelOptions } from './remote/remote-model'
import type { Pacing } from './pacing'
import { createScenarios, SCENARIO_PREFIX } from './scenarios/scenarios'
import { createScriptThread } from './scripted/script-thread'
import { createScriptedModel } from './scripted/scripted'

/** The endpoint of the environment. */
export interface ModelUpstream {
  readonly api: ModelApiName
  readonly baseUrl: string
  /** Empty for endpoints without a key. */
  readonly apiKey: string
  /** The models to offer, the first as the default: `name`, or `name=name-at-the-endpoint`; `*=…` for all others. */
  readonly names: readonly string[]
  /** By the names that are offered. */
  readonly prices?: ReadonlyMap<string, ModelPrice>
}

/** An endpoint that was added on a page. */
export interface AddedEndpoint {
  readonly name: string
  readonly api: ModelApiName
  readonly baseUrl: string
  readonly apiKey: string
  readonly headers: Readonly<Record<string, string>>
  /** Whose code interpreter its runs use. */
  readonly codeInterpreter?: CodeInterpreterOf
  /** Its secrets cannot be decrypted. */
  readonly isLocked: boolean
  readonly models: readonly {
    readonly name: string
    readonly upstreamName: string
    readonly price?: ModelPrice | undefined
  }[]
}

interface ModelRegistryOptions extends Pacing, Pick<RemoteModelOptions, 'firstMs' | 'idleMs' | 'fetch' | 'leaveOut'> {
  readonly upstream?: ModelUpstream
}

interface Added {
  /** In their order. An endpoint that is the same object as before keeps what was learned of it. */
  readonly endpoints: readonly AddedEndpoint[]
  /** The name that somebody chose as the default; undefined for the first that is offered. */
  readonly defaultName: string | undefined
}

/** Closed by whoever made it, after the runs that it answers have ended. */
export interface OwnedModelRegistry extends ModelRegistry {
  /** How pages name what answers the default model. */
  readonly answeredBy: BackendInfo['model']
  /** Sets what pages added, in place of what was set before. Runs underway keep the model that they began with. */
  set(added: Added): void
  close(): Promise<void>
}

const SCRIPTED = 'scripted'
const OWN = 'assistants-playground'
export const ANY_OTHER = '*'

/** Names that stay this program's own, whatever an endpoint calls its models. */
export const isOwnName = (name: string) => name === SCRIPTED || name.startsWith(SCENARIO_PREFIX)

/**
 * Which model answers to which name. The scripted model and the scenarios are always there; other names go to the first
 * endpoint that offers them, the environment's before those of pages. A name that none offers goes to the environment's
 * endpoint; without that it is refused where anything is offered, and answered by the scripted model where nothing is.
 */
export function createModelRegistry(options: ModelRegistryOptions): OwnedModelRegistry {
  const { upstream } = options
  const thread = createScriptThread()
  const scripted: ModelEntry = { answer: createScriptedModel(thread.run, options), scripted: true }
  const scenarios = createScenarios(thread.run, options)
  const own = [SCRIPTED, ...scenarios.keys()]
  const aliases = namesOf(upstream?.names ?? [])
  const remote = upstream && connect({ headers: {}, ...upstream }, options)
  const entryOf = createEntries(options)
  const ofEnvironment = [...aliases].flatMap(([name, there]): Named[] =>
    remote && name !== ANY_OTHER && !isOwnName(name)
      ? [[name, priced(renamed(remote, there), upstream?.prices?.get(name))]]
      : [],
  )
  let added: Added = { endpoints: [], defaultName: undefined }
  let offered = firstOfEach(ofEnvironment)
  const anyOther = aliases.get(ANY_OTHER)

  function unlisted(name: string): ModelEntry {
    if (remote) return renamed(remote, anyOther ?? name)
    return offered.size === 0 ? scripted : refusing(`No model endpoint offers the model ${name}. ${listed(offered)}`)
  }
  function find(name: string): ModelEntry {
    if (name === SCRIPTED) return scripted
    if (!isOwnName(name)) return offered.get(name) ?? unlisted(name)
    return (
      scenarios.get(name) ?? { ...refusing(`There is no model ${name}. There are ${own.join(', ')}.`), scripted: true }
    )
  }
  const isThere = (name: string) => own.includes(name) || offered.has(name)
  const chosen = () => (added.defaultName !== undefined && isThere(added.defaultName) ? added.defaultName : undefined)
  const defaultName = () => chosen() ?? offered.keys().next().value ?? SCRIPTED

  return {
    get names() {
      const others = [...offered].map(([id, { endpoint }]) => ({ id, owned_by: endpoint ?? OWN }))
      return [...others, ...own.map((id) => ({ id, owned_by: OWN }))]
    },
    get defaultName() {
      return defaultName()
    },
    get unlisted() {
      if (remote) return aliases.size === 0 || anyOther !== undefined ? 'answered' : 'passed_on'
      return offered.size === 0 ? 'answered' : 'refused'
    },
    get answeredBy(): BackendInfo['model'] {
      // An endpoint without names is said to answer, though new assistants start with the scripted model.
      const endpoint = find(defaultName()).endpoint ?? (chosen() === undefined ? remote?.endpoint : undefined)
      return answeredBy(endpoint, [...offered.values(), ...(remote ? [remote] : [])])
    },
    set(next) {
      added = next
      const ofPages = next.endpoints.flatMap((each) => each.models.map((model) => entryOf(each, model)))
      offered = firstOfEach([...ofEnvironment, ...ofPages])
    },
    find,
    close: () => thread.close(),
  }
}

/** `host` answers the default model; undefined where nothing but this program does. */
function answeredBy(host: string | undefined, entries: readonly ModelEntry[]): BackendInfo['model'] {
  if (host === undefined) return { kind: 'scripted', host: null }
  const hosts = new Set(entries.flatMap(({ endpoint }) => endpoint ?? [])).size
  return { kind: 'openai-compatible', host, ...(hosts > 1 && { hosts }) }
}

type Named = readonly [name: string, entry: ModelEntry]

function firstOfEach(entries: readonly Named[]): ReadonlyMap<string, ModelEntry> {
  const first = new Map<string, ModelEntry>()
  for (const [name, entry] of entries) if (!first.has(name)) first.set(name, entry)
  return first
}

/** Names with what they are called at the endpoint. */
export const namesOf = (entries: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap((entry) => {
      const [name = '', ...rest] = entry.split('=').map((part) => part.trim())
      return name === '' ? [] : [[name, rest.join('=') || name] as const]
    }),
  )

type Connected = ModelEntry & { readonly endpoint: string }

const whereOf = (baseUrl: string) => ({ endpoint: hostOf(baseUrl), address: addressOf(baseUrl) })

function connect(
  { api, baseUrl, apiKey, headers, codeInterpreter }: Omit<AddedEndpoint, 'name' | 'isLocked' | 'models'>,
  { sleep, fetch, firstMs, idleMs, leaveOut }: ModelRegistryOptions,
): Connected {
  const answer = createEndpointModel(api, {
    ...{ baseUrl, apiKey, headers, sleep },
    ...(fetch && { fetch }),
    ...(firstMs !== undefined && { firstMs }),
    ...(idleMs !== undefined && { idleMs }),
    ...(leaveOut && { leaveOut }),
  })
  const runsCode = api === 'responses' && codeInterpreter === 'theirs'
  return { answer, ...whereOf(baseUrl), ...(runsCode && { runsCode }) }
}

/** Makes the entries of added endpoints; what an endpoint taught is kept as long as the endpoint. */
function createEntries(options: ModelRegistryOptions) {
  const connected = new WeakMap<AddedEndpoint, Connected>()
  return (added: AddedEndpoint, { name, upstreamName, price }: AddedEndpoint['models'][number]): Named => {
    if (added.isLocked) return [name, { ...refusing(lockedText(added.name)), ...whereOf(added.baseUrl) }]
    const known = connected.get(added) ?? connect(added, options)
    connected.set(added, known)
    return [name, priced(renamed(known, upstreamName), price)]
  }
}

const lockedText = (endpoint: string) =>
  `The key of the model endpoint '${endpoint}' was encrypted with another SECRET_KEY or secret.key. ` +
  'Enter it again on the page of models, or start the server with the key from before.'

const renamed = ({ answer, ...entry }: Connected, name: string): Connected => ({
  ...entry,
  answer: ((input) => answer({ ...input, model: name })) satisfies Model,
})

const priced = (entry: Connected, price: ModelPrice | undefined): Connected => (price ? { ...entry, price } : entry)

/** Stands for a model that cannot be asked: its runs fail with these words. */
const refusing = (message: string): ModelEntry => ({
  async *answer() {
    throw new ModelError('invalid_prompt', message)
  },
})

const MAX_LISTED = 20

const listed = (offered: ReadonlyMap<string, unknown>) => {
  const names = [...offered.keys()]
  return `Offered are ${names.slice(0, MAX_LISTED).join(', ')}${names.length > MAX_LISTED ? ' and others' : ''}.`
}
