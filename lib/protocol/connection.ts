// Connections as pages see and change them. Secrets go in and never come out.

export type ConnectionKind = 'embedded' | 'appbuilder' | 'openai' | 'azure' | 'foundry' | 'playground'

/** The kinds whose backend answers on the Assistants wire itself, and is only passed on to. */
export type ProxiedKind = Exclude<ConnectionKind, 'embedded' | 'appbuilder'>

export interface ConnectionInfo {
  /** In addresses and in the database. */
  readonly id: string
  readonly kind: ConnectionKind
  /** What its user calls it; null for the built-in one, which pages name in their language. */
  readonly name: string | null
  /** Whether `/v1` is this one. */
  readonly is_default: boolean
  /** Who defined it: this program, the environment (it is read-only then), or somebody on a page. */
  readonly origin: 'built-in' | 'environment' | 'page'
  /** What answers the runs: a model endpoint's, AppBuilder's or another backend's host, or the scripted stand-in. */
  readonly model: {
    readonly kind: 'scripted' | 'openai-compatible' | 'appbuilder' | 'upstream'
    readonly host: string | null
    /** How many endpoints' hosts answer, by a run's model, where it is more than that one. */
    readonly hosts?: number
  }
  /** Which model a new assistant starts with. */
  readonly default_model: string
  /**
   * What happens to a run whose model is not in the connection's list of models: something answers it all the same; an
   * endpoint is asked for it that may not know it; or it fails. Left out where nothing is known of that.
   */
  readonly unlisted_models?: 'answered' | 'passed_on' | 'refused'
  readonly capabilities: Capabilities
}

/** What a backend says of itself; the rest of a connection's description is whoever keeps the connections'. */
export type BackendInfo = Pick<
  ConnectionInfo,
  'id' | 'kind' | 'model' | 'default_model' | 'unlisted_models' | 'capabilities'
>

/** What a connection can do. A request for anything else is answered with an error; pages can say so beforehand. */
export interface Capabilities {
  /** Lists every thread, not only those that were seen through this playground. */
  readonly all_threads: boolean
  /** Streams runs. */
  readonly streaming: boolean
  /** Runs can be cancelled. */
  readonly cancelling: boolean
  /** Counts tokens. */
  readonly usage: boolean
  /** Assistants have a temperature and a top_p of their own. */
  readonly assistant_sampling: boolean
  /** Answers can be bound to a JSON schema. */
  readonly json_schema: boolean
  /** Messages can be deleted and carry metadata. */
  readonly message_changes: boolean
  /** The metadata of a run can be changed. */
  readonly run_metadata: boolean
  /** Runs have limits of tokens, a choice of tools, a truncation and a reasoning effort of their own. */
  readonly run_options: boolean
  readonly files: boolean
  readonly vector_stores: boolean
  /** Code interpreter and file search. */
  readonly hosted_tools: boolean
  /** Changes that other clients make arrive here as well. Where they do not, threads are compared with the account. */
  readonly changes_elsewhere: boolean
}

/** How something is known of a connection where that is not by its kind, and since when, in Unix milliseconds. */
export interface CapabilitySource {
  /** The last test found it; or a run that passed showed it. */
  readonly by: 'test' | 'seen'
  readonly at_ms: number
}

/** What a page knows of a connection's settings: whether there is a key, never which. */
export interface ConnectionSettings extends Pick<ConnectionInfo, 'id' | 'kind' | 'name' | 'origin' | 'is_default'> {
  readonly url: string | null
  readonly api_version: string | null
  /** OpenAI's. */
  readonly organization: string | null
  readonly project: string | null
  readonly has_key: boolean
  /** The names of further headers; their values are as secret as the key. */
  readonly header_names: readonly string[]
  /** What its kind can do, corrected by what the last test that passed has found, and by what was seen of its runs. */
  readonly capabilities: Capabilities
  /** How it is known; by its kind where nothing else is said. */
  readonly known: Partial<Readonly<Record<keyof Capabilities, CapabilitySource>>>
  /** The last one of it as it stands; null before, and for the built-in one. */
  readonly last_test: ConnectionTest | null
  /** What is recorded here of it. */
  readonly recorded: { readonly threads: number; readonly runs: number }
}

/** Rows, and what their documents take in bytes. */
export interface Recorded {
  readonly rows: number
  readonly bytes: number
}

/** What is recorded of a connection beside its objects, and how long. */
export interface ConnectionRecordings {
  /** Requests and answers of runs. */
  readonly requests: Recorded
  /** The runs' logs, in batches of events. They stay as long as the runs. */
  readonly events: Recorded
  /** How many days requests and answers are kept; null = for ever. */
  readonly keep_days: number | null
  readonly chosen_by: 'page' | 'environment' | 'default'
}

/** A connection as it is added on a page, and as it is tested before. */
export interface CreateConnectionBody {
  readonly kind: ProxiedKind | 'appbuilder'
  readonly name: string
  readonly url: string
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly api_version?: string | null
  readonly organization?: string | null
  readonly project?: string | null
}

/** What is left out stays; `key: null` and a header with null take them away. */
export interface ModifyConnectionBody extends Partial<Omit<CreateConnectionBody, 'kind' | 'key' | 'headers'>> {
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string | null>>
  readonly is_default?: true
}

/** The steps of a test, in their order. */
export const testSteps = ['address', 'connect', 'tls', 'auth', 'wire', 'capabilities'] as const

/** Why a server was not reached. `port` is one that no browser and no server asks; `no_way`: no route leads there. */
export type ReachFailure =
  | 'refused'
  | 'unknown_name'
  | 'silent'
  | 'closed'
  | 'no_way'
  | 'certificate'
  | 'port'
  | 'no_http'

/** Why an address is never asked. */
export type AddressFailure =
  | 'invalid_url'
  | 'url_with_credentials'
  | 'url_with_query'
  | 'refused_address'
  /** OpenAI's own, where this API is no more. */
  | 'switched_off'
  /** This server's own. */
  | 'own_address'

/** Why an answer is not what was asked for. */
export type AnswerFailure =
  | 'key_refused'
  /** It speaks version 1. */
  | 'old_version'
  /** It did not get the header that names version 2. */
  | 'no_beta_header'
  | 'api_version'
  | 'no_path'
  | 'too_often'
  | 'redirects'
  | 'web_page'
  | 'other_api'
  | 'answered'
  /** Of model endpoints. */
  | 'key_or_list'
  | 'no_models'
  | 'no_answer'
  | 'no_responses'
  | 'no_embeddings'

/** Why a step failed, or, of one that did not, what it found. */
export type TestReason = ReachFailure | 'proxy' | 'unreachable' | AddressFailure | AnswerFailure | 'lists_models'

/** What a step found out, for pages to say in the reader's language. */
export interface Found {
  readonly reason?: TestReason
  readonly values?: {
    readonly kind?: ConnectionKind
    /** Of HTTP. */
    readonly status?: number
    readonly host?: string
    readonly count?: number
  }
  /** What the server itself said, without any secret. */
  readonly words?: string
}

export interface TestStep extends Found {
  readonly step: (typeof testSteps)[number]
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly ms: number
  /** All of it in English words, without any secret. */
  readonly detail: string | null
}

export interface ConnectionTest {
  /** When it was made, in Unix milliseconds. */
  readonly tested_ms: number
  readonly passed: boolean
  readonly steps: readonly TestStep[]
  /** What answered, as far as it told: a server's name, a version, a number of assistants. */
  readonly answered: string | null
  readonly capabilities: Capabilities | null
  /** Which of them it has found out; others are as the kind says. Missing in tests of earlier versions. */
  readonly probed?: readonly (keyof Capabilities)[]
}
