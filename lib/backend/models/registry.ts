import type { ChatClientOptions } from './chat/chat-client'
import type { OptionalParameter } from './chat/chat-adaptations'
import type { IdleTimeouts } from './chat/idle-limit'
import { ModelError, type Model, type ModelEntry, type ModelRegistry } from './model'
import { createOpenAICompatibleModel, hostOf } from './chat/openai-compatible'
import type { Pacing } from './pacing'
import { createScenarios, SCENARIO_PREFIX } from './scenarios/scenarios'
import { createScriptThread } from './scripted/script-thread'
import { createScriptedModel } from './scripted/scripted'

export interface ModelUpstream extends Partial<IdleTimeouts> {
  readonly baseUrl: string
  /** Empty for endpoints without a key. */
  readonly apiKey: string
  /** The models to offer, the first as the default: `name`, or `name=name-at-the-endpoint`; `*=…` for all others. */
  readonly names: readonly string[]
  /** Parameters that are left out where the endpoint refuses them. */
  readonly leaveOut?: readonly OptionalParameter[]
}

interface ModelRegistryOptions extends Pacing {
  readonly upstream?: ModelUpstream
  readonly fetch?: ChatClientOptions['fetch']
}

const SCRIPTED = 'scripted'
const OWN = 'assistants-playground'
const ANY_OTHER = '*'

/** Closed by whoever made it, after the runs that it answers have ended. */
interface OwnedModelRegistry extends ModelRegistry {
  close(): Promise<void>
}

/**
 * Which model answers to which name. The scripted model and the scenarios are always there; every other name goes to
 * the endpoint if there is one, and to the scripted model if there is none.
 */
export function createModelRegistry(options: ModelRegistryOptions): OwnedModelRegistry {
  const { upstream, fetch } = options
  const thread = createScriptThread()
  const scripted: ModelEntry = { answer: createScriptedModel(thread.run, options), scripted: true }
  const scenarios = createScenarios(thread.run, options)
  const aliases = aliasesOf(upstream?.names ?? [])
  const remote = upstream && createOpenAICompatibleModel({ ...upstream, sleep: options.sleep, ...(fetch && { fetch }) })
  const endpoint = upstream && hostOf(upstream.baseUrl)
  const own = [SCRIPTED, ...scenarios.keys()]
  const isOffered = (name: string) => name !== SCRIPTED && name !== ANY_OTHER && !name.startsWith(SCENARIO_PREFIX)
  const offered = [...aliases.keys()].filter(isOffered)
  const upstreamNameOf = (name: string) => aliases.get(name) ?? aliases.get(ANY_OTHER) ?? name

  return {
    names: [...offered.map((id) => ({ id, owned_by: endpoint ?? OWN })), ...own.map((id) => ({ id, owned_by: OWN }))],
    close: () => thread.close(),
    defaultName: offered[0] ?? SCRIPTED,
    find(name) {
      if (name === SCRIPTED) return scripted
      if (name.startsWith(SCENARIO_PREFIX)) return scenarios.get(name) ?? unknownScenario(name, own)
      return remote ? { answer: renamed(remote, upstreamNameOf(name)), endpoint } : scripted
    },
  }
}

/** Names with what they are called at the endpoint. */
const aliasesOf = (entries: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap((entry) => {
      const [name = '', ...rest] = entry.split('=').map((part) => part.trim())
      return name === '' ? [] : [[name, rest.join('=') || name] as const]
    }),
  )

const renamed =
  (model: Model, name: string): Model =>
  (input) =>
    model({ ...input, model: name })

const unknownScenario = (name: string, own: readonly string[]): ModelEntry => ({
  scripted: true,
  async *answer() {
    throw new ModelError('invalid_prompt', `There is no model ${name}. There are ${own.join(', ')}.`)
  },
})
