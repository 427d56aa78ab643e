// Responders: rules that answer the calls of an assistant's functions, in the place of a person. Own resources of the
// playground: no Assistants wire knows them. Routes, all below `/api/connections/{connection}`:
//
//   GET  /assistants/{id}/responders               → AssistantResponders; empty where there are none
//   PUT  /assistants/{id}/responders               RespondersBody → AssistantResponders; replaces the whole list
//   POST /responder-checks                         RespondersBody → 204 where they could be stored; nothing is
//   GET  /assistants/{id}/responders/calls?function=name&limit=20   → List<SeenCall>, newest first
//   POST /assistants/{id}/responders/try           TryBody → TryResult; nothing is stored
//   GET  /runs/{id}/responders                     → RunResponders; what can be made of it, nothing is stored
//   GET  /runs/{id}/responders/waiting             → RunWaiting
//   POST /runs/{id}/responders                     DecideBody → 204; 409 where the run waits for no such call
//
// What becomes of a call is told in the log of its run (`playground.responder.told`): see `RunView.responders`.
import * as z from 'zod'
import { definitionName } from './limits'
import { responderDecisions, responderLimits as limits, responderModes } from './responder-limits'

const text = z.string().max(limits.text)
/** `customer.orders[0].id`; empty for all arguments. */
const path = z.string().max(limits.path)
const timeout = z.int().min(100).max(limits.timeout).nullish()

/** A rule with a condition applies only where it is met. `matches` is a regular expression that takes linear time. */
const conditionSchema = z.union([
  z.strictObject({ path, equals: z.json() }),
  z.strictObject({ path, matches: z.string().max(limits.pattern) }),
])
export type RuleCondition = z.infer<typeof conditionSchema>

const common = {
  /** Given by the server where it is missing. A rule keeps its secrets by it. */
  id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  name: z.string().trim().max(limits.name).default(''),
  when: conditionSchema.nullish(),
  /** To wait before the answer. */
  delay_ms: z.int().min(0).max(limits.delay).default(0),
}

const header = z.string().max(16_384)

/** `Content-Type: application/json` where there is a body and no such header. */
const httpFields = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** With `{{path}}` in its path and query, encoded for there; asked only where `RESPONDER_HOSTS` allows its host. */
  url: z.string().trim().min(1).max(limits.url),
  headers: z.record(z.string(), header).default({}),
  /** A template; null: none with GET and DELETE, the arguments as they are with the others. */
  body: text.nullish(),
  /** Where in the JSON of the answer the output stands; null: all of it, as it came. */
  pick: path.nullish(),
  timeout_ms: timeout,
}

const recordedCall = z.strictObject({ arguments: text, output: text })

const kinds = {
  /** The output, as it is. */
  static: { kind: z.literal('static'), output: text },
  /** `{{path}}` is replaced by the argument, `{{path|else}}` by `else` where there is none. In JSON it stays JSON. */
  template: { kind: z.literal('template'), template: text },
  /** `fallback: null`: a key that is not in the table fails. */
  lookup: {
    kind: z.literal('lookup'),
    path,
    entries: z.array(z.strictObject({ key: z.string().max(limits.key), output: text })).max(limits.entries),
    fallback: text.nullish(),
    ignore_case: z.boolean().default(false),
  },
  /**
   * The body of a function of `args`, the parsed arguments, and `call` (`{ id, name, arguments }`). What it returns is
   * the output: a string as it is, all else as JSON. It may `await`. No host, 1 s, 32 MB.
   */
  javascript: { kind: z.literal('javascript'), code: z.string().max(limits.code) },
  /** A tool of an MCP server. `arguments`: a template that makes JSON; null: the call's own. */
  mcp: {
    kind: z.literal('mcp'),
    server: z.string().max(64),
    tool: z.string().min(1).max(256),
    arguments: text.nullish(),
    timeout_ms: timeout,
  },
  /** Arguments are equal when their JSON is. With `next` other ones are left to the rules behind; else they fail. */
  recorded: {
    kind: z.literal('recorded'),
    run_id: z.string().max(256).nullish(),
    calls: z.array(recordedCall).max(limits.entries),
    otherwise: z.enum(['fail', 'next']).default('fail'),
  },
  /** The function fails: the output says so, as JSON `{"error": …}`. For demonstrations of errors. */
  fail: { kind: z.literal('fail'), error: text },
} as const

const plainKinds = [
  z.strictObject({ ...common, ...kinds.static }),
  z.strictObject({ ...common, ...kinds.template }),
  z.strictObject({ ...common, ...kinds.lookup }),
  z.strictObject({ ...common, ...kinds.javascript }),
  z.strictObject({ ...common, ...kinds.mcp }),
  z.strictObject({ ...common, ...kinds.recorded }),
  z.strictObject({ ...common, ...kinds.fail }),
] as const

/** Secrets go in and never come out: null takes one away, what is left out stays. */
const httpRuleBody = z.strictObject({
  ...common,
  kind: z.literal('http'),
  ...httpFields,
  secret_headers: z.record(z.string(), header.nullable()).optional(),
  /** Those that it has, as they were read; one whose value was never entered stays named. */
  secret_header_names: z.array(z.string()).optional(),
})

export const ruleBody = z.discriminatedUnion('kind', [...plainKinds, httpRuleBody])
/** A rule as pages send it. */
export type RuleBody = z.input<typeof ruleBody>
/** The same, checked. */
export type ParsedRule = z.output<typeof ruleBody>

type Named<T> = T extends unknown ? Omit<T, 'id'> & { readonly id: string } : never
type PlainRule = Named<z.output<(typeof plainKinds)[number]>>
/** A rule as it is read. */
export type Rule =
  | PlainRule
  | (Named<Omit<z.output<typeof httpRuleBody>, 'secret_headers' | 'secret_header_names'>> & {
      /** Their values never leave the server. */
      readonly secret_header_names: readonly string[]
    })
export type HttpRule = Extract<Rule, { kind: 'http' }>
export type McpRule = Extract<Rule, { kind: 'mcp' }>
export type RecordedRule = Extract<Rule, { kind: 'recorded' }>

const functionName = z.string().min(1).max(definitionName.max)
const rules = z.array(ruleBody).max(limits.rules)

const responderBody = z.strictObject({ function: functionName, mode: z.enum(responderModes).default('always'), rules })

export const respondersBody = z.strictObject({
  /** Runs that SDKs begin are answered, too. Clients that wait for the calls themselves are then raced. */
  for_all_runs: z.boolean().default(false),
  /** The functions that have rules; each once. */
  functions: z.array(responderBody).max(limits.functions),
})
export type RespondersBody = z.input<typeof respondersBody>

/** The rules of a function, in their order: the first that applies answers. */
export interface Responder {
  readonly function: string
  readonly mode: (typeof responderModes)[number]
  readonly rules: readonly Rule[]
}

export interface AssistantResponders {
  readonly object: 'responders'
  readonly assistant_id: string
  readonly for_all_runs: boolean
  readonly functions: readonly Responder[]
  /**
   * The ids of rules with secret headers that have to be entered again: they were encrypted with another key, or came
   * from elsewhere without their values.
   */
  readonly locked_rules: readonly string[]
}

export const tryBody = z.strictObject({
  function: functionName,
  /** One that is stored already has its secrets by its id. */
  rule: ruleBody,
  /** JSON text, as a model writes it. */
  arguments: z.string().max(limits.arguments),
})
export type TryBody = z.input<typeof tryBody>

export interface TryResult {
  /** `skipped`: its condition is not met, or it leaves these arguments to the rules behind. */
  readonly status: 'answered' | 'failed' | 'skipped'
  readonly output: string | null
  /** Why it failed or was skipped, in English. */
  readonly error: string | null
  /** What JavaScript has written to the console, what a tool has told of its progress. */
  readonly logs: readonly string[]
  readonly ms: number
}

/** A call that a run has made. */
export interface SeenCall {
  readonly id: string
  readonly run_id: string
  readonly thread_id: string
  readonly function: string
  readonly arguments: string
  /** Null where nobody has answered it. */
  readonly output: string | null
  /** When its step began, in Unix seconds. */
  readonly created_at: number
}

export const decideBody = z.strictObject({
  decision: z.enum(responderDecisions),
  /** Those that are meant; all that wait for a decision where it is missing. */
  call_ids: z.array(z.string()).max(128).optional(),
  /** What the model is told of calls that are declined; without it a sentence in English. */
  output: text.min(1).optional(),
})
export type DecideBody = z.input<typeof decideBody>

/** Whether a run waits for a person: then no rule has answered some call of it, or is about to. */
export interface RunWaiting {
  readonly needs_person: boolean
}

/** What responders can be made of a run: a rule `recorded` for each function that it has called. */
export interface RunResponders {
  readonly assistant_id: string
  readonly run_id: string
  readonly functions: readonly { readonly function: string; readonly rule: RecordedRule }[]
  /** The same function with the same arguments was answered in several ways: the first is taken. */
  readonly mismatches: readonly {
    readonly function: string
    readonly arguments: string
    readonly outputs: readonly string[]
  }[]
  /** Calls that nobody has answered, and whose function the rules do not know. */
  readonly unanswered: number
}
