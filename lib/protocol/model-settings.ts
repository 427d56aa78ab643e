// Model endpoints as pages see and change them. Secrets go in and never come out.
import type { ConnectionTest, TestStep } from './connection'
import type { List } from './list'

/** In which an endpoint is asked. */
export const modelApiNames = ['chat_completions', 'responses'] as const
export type ModelApiName = (typeof modelApiNames)[number]

/** Whose code interpreter runs use: this server's, or that of the endpoint, where it is asked in the Responses API. */
export const codeInterpreters = ['ours', 'theirs'] as const
export type CodeInterpreterOf = (typeof codeInterpreters)[number]

/** A model that an endpoint is asked for. */
export interface OfferedModel {
  /** What assistants and runs call it. */
  readonly name: string
  /** What the endpoint calls it. */
  readonly upstream_name: string
  /** Missing where nobody said it: then nothing is known of what its runs cost. */
  readonly price?: ModelPrice
}

/** Per million tokens, as decimal numbers such as `0.15`. */
export interface ModelPrice {
  /** A code of ISO 4217 such as `USD`; the environment's, and older ones, may be any other short text. */
  readonly currency: string
  readonly input: string
  readonly output: string
  /** Of input that the endpoint says it had in its cache; without it that costs as all other input. */
  readonly cached_input?: string
}

/** How the last test of a model ended, of the endpoint as it is stored. */
export interface TestedModel {
  /** What the endpoint calls it. */
  readonly upstream_name: string
  /** Whether it answered. */
  readonly passed: boolean
  /** Unix milliseconds. */
  readonly tested_ms: number
}

export interface ModelEndpoint {
  readonly id: string
  readonly name: string
  /** Who defined it: the environment (it is read-only then), or somebody on a page. */
  readonly origin: 'environment' | 'page'
  readonly api: ModelApiName
  /** `ours` in any other API than Responses. */
  readonly code_interpreter: CodeInterpreterOf
  /** What stands before `/chat/completions` or `/responses`. */
  readonly base_url: string
  readonly has_key: boolean
  /** The names of further headers; their values are as secret as the key. */
  readonly header_names: readonly string[]
  /** Its secrets were encrypted with another key and have to be entered again. */
  readonly is_locked: boolean
  readonly models: readonly OfferedModel[]
  /** Missing of it is what was never tested there. */
  readonly last_tests: readonly TestedModel[]
  /** What answers every name that no endpoint offers, as the endpoint calls it; null where nothing is said of them. */
  readonly any_other: string | null
}

export interface DefaultModel {
  /** What a new assistant starts with. */
  readonly model: string
  /** Whether somebody chose it; otherwise it is the first that is offered. */
  readonly is_chosen: boolean
}

/** A model of an endpoint that makes embeddings, as the endpoint calls it. */
export interface EmbeddingModel {
  readonly endpoint_id: string
  readonly model: string
}

/** By whose embeddings chunks of vector stores are found besides their words. */
export interface EmbeddingChoice {
  /** What was chosen on a page; null where nothing was. */
  readonly chosen: EmbeddingModel | null
  /** What the environment defines: it counts where nothing was chosen. */
  readonly environment: { readonly base_url: string; readonly model: string; readonly has_key: boolean } | null
}

/** Every endpoint, the environment's first. */
export interface ModelSettings extends List<ModelEndpoint> {
  readonly default_model: DefaultModel
  readonly embeddings: EmbeddingChoice
}

interface OfferedModelBody {
  readonly name: string
  /** Without it the endpoint calls it the same. */
  readonly upstream_name?: string
  readonly price?: ModelPrice | null
}

/** An endpoint as it is added on a page, and as it is tested before. */
export interface CreateModelEndpointBody {
  readonly name: string
  /** Chat completions unless said. */
  readonly api?: ModelApiName
  /** `ours` unless said. */
  readonly code_interpreter?: CodeInterpreterOf
  readonly base_url: string
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly models?: readonly OfferedModelBody[]
}

/** What is left out stays; `key: null` and a header with null take them away. */
export interface ModifyModelEndpointBody extends Partial<Omit<CreateModelEndpointBody, 'key' | 'headers'>> {
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string | null>>
}

/** What a model of an endpoint can; null where it could not be found out. */
export interface ModelAbilities {
  readonly streaming: boolean | null
  readonly tools: boolean | null
  readonly json_schema: boolean | null
  readonly images: boolean | null
}

export interface ModelEndpointTest extends Pick<ConnectionTest, 'passed'> {
  readonly steps: readonly (Omit<TestStep, 'step'> & {
    /** `models` asks for the list; `answer` for a few tokens of the tested model. */
    readonly step: 'address' | 'connect' | 'tls' | 'auth' | 'models' | 'answer'
  })[]
  /** The models that the endpoint lists, as it calls them; null where it lists none. */
  readonly models: readonly string[] | null
  /** The model that answered, as the endpoint calls it; null when none was asked. */
  readonly tested: string | null
  readonly abilities: ModelAbilities | null
}

/** What came of asking for one embedding. */
export interface EmbeddingTest extends Pick<ConnectionTest, 'passed'> {
  readonly ms: number
  /** How many numbers an embedding has; null where there was none. */
  readonly dimensions: number | null
  readonly steps: readonly (Omit<TestStep, 'step'> & { readonly step: 'answer' })[]
}
