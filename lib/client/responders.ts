// Responders as pages read and change them. Comes with the parts that need it.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type {
  AssistantResponders,
  DecideBody,
  RespondersBody,
  Rule,
  RuleBody,
  RunResponders,
  SeenCall,
  TryBody,
  TryResult,
} from '@/lib/protocol/responder'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import type { RuleKind } from '@/lib/protocol/responder-limits'
import type { CallResponder } from '@/lib/run/call-responder'
import { search } from '@/lib/wire-client/requests'
import type { Api } from './api'

export type FunctionRules = RespondersBody['functions'][number]

const segment = encodeURIComponent
const assistantAt = (id: string) => `/assistants/${segment(id)}/responders`
const runAt = (id: string) => `/runs/${segment(id)}/responders`

const keys = {
  /** Below its assistant: whatever changes that makes them stale, too. */
  one: (connection: string, assistant: string) => [connection, 'assistants', 'one', assistant, 'responders'] as const,
  calls: (connection: string, assistant: string, name: string) => [connection, 'seen calls', assistant, name] as const,
  ofRun: (connection: string, run: string) => [connection, 'runs', 'one', run, 'responders'] as const,
}

export const readResponders = (api: Api, assistant: string, options?: Pick<RequestInit, 'signal'>) =>
  api.own.get<AssistantResponders>(assistantAt(assistant), options)

/** Replaces the whole list. */
export const writeResponders = (api: Api, assistant: string, body: RespondersBody) =>
  api.own.put<AssistantResponders>(assistantAt(assistant), body)

/** Throws what the server would refuse of the list, which is not stored. */
export const checkResponders = (api: Api, body: RespondersBody) => api.own.tell('/responder-checks', body)

export const respondersQuery = (api: Api, assistant: string) =>
  queryOptions({
    queryKey: keys.one(api.connection, assistant),
    queryFn: ({ signal }) => readResponders(api, assistant, { signal }),
  })

/** What was stored. */
export const noteResponders = (client: QueryClient, api: Api, stored: AssistantResponders) =>
  client.setQueryData(keys.one(api.connection, stored.assistant_id), stored)

/**
 * A rule as it can be sent again. Its secrets stay where they are stored, by its id; elsewhere their names go along.
 */
export const sendable = (rule: Rule): RuleBody =>
  rule.kind === 'http' ? { ...rule, secret_header_names: [...rule.secret_header_names] } : rule

/** Gives an assistant these rules, unless it has some. */
export async function giveResponders(api: Api, assistant: string, functions: readonly FunctionRules[]) {
  if (functions.length === 0) return
  const known = await readResponders(api, assistant)
  if (known.functions.length === 0) await writeResponders(api, assistant, { functions: [...functions] })
}

const MAX_CALLS = 20

/** The latest calls of a function by an assistant's runs, the newest first. */
export const seenCallsQuery = (api: Api, assistant: string, name: string) =>
  queryOptions({
    queryKey: keys.calls(api.connection, assistant, name),
    queryFn: async ({ signal }) => {
      const path = `${assistantAt(assistant)}/calls${search({ function: name, limit: MAX_CALLS })}`
      return (await api.own.get<List<SeenCall>>(path, { signal })).data
    },
  })

/** What a rule would answer; nothing is stored. */
const tryRule = (api: Api, assistant: string, body: TryBody) =>
  api.own.post<TryResult>(`${assistantAt(assistant)}/try`, body)

export const tryRuleMutation = (api: Api, assistant: string) =>
  mutationOptions({ meta: { inline: true }, mutationFn: (body: TryBody) => tryRule(api, assistant, body) })

/** Says what is to become of calls that wait for a decision. */
export const decideMutation = (api: Api, run: string) =>
  mutationOptions({ meta: { inline: true }, mutationFn: (body: DecideBody) => api.own.tell(runAt(run), body) })

/** What could be made of the calls of a run. */
export const runRespondersQuery = (api: Api, run: string) =>
  queryOptions({
    queryKey: keys.ofRun(api.connection, run),
    queryFn: ({ signal }) => api.own.get<RunResponders>(runAt(run), { signal }),
  })

interface AskedCall {
  readonly run: Pick<Run, 'assistant_id'>
  readonly call: FunctionCall
  readonly responder: Pick<CallResponder, 'rule'>
}

/** Whoever asks these has asked somebody else. */
const elsewhere: readonly (RuleKind | undefined)[] = ['http', 'mcp', undefined]

/** What a rule would answer a call; null where that is known only once it is asked. */
export const previewQuery = (api: Api, { run, call, responder }: AskedCall) =>
  queryOptions({
    queryKey: [api.connection, 'preview', call.id, responder.rule?.id],
    enabled: !elsewhere.includes(responder.rule?.kind),
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }): Promise<TryResult | null> => {
      const { name, arguments: given } = call.function
      const { functions } = await readResponders(api, run.assistant_id, { signal })
      const rules = functions.find((each) => each.function === name)?.rules
      const rule = rules?.find(({ id }) => id === responder.rule?.id)
      // The wait is for the run, not for the reader.
      return rule ? tryRule(api, run.assistant_id, { function: name, rule: unhurried(rule), arguments: given }) : null
    },
  })

const unhurried = (rule: Rule): RuleBody => ({ ...sendable(rule), delay_ms: 0 })

interface Making {
  readonly assistant: string
  /** What to store, over what is there by now. */
  readonly bodyFor: (stored: AssistantResponders) => RespondersBody
}

export const makeRespondersMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: async ({ assistant, bodyFor }: Making) =>
      writeResponders(api, assistant, bodyFor(await readResponders(api, assistant))),
    onSuccess: (stored) => noteResponders(client, api, stored),
  })
