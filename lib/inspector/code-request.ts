// A request of the wire about a run, as code has to know it: one that would do what is selected, or one that passed.
import type { WireExchange } from '@/lib/protocol/exchange'
import { createReferences, type References } from './code-reference'
import { outputNotes, outputsOf } from './outputs-of'
import type { Selection } from './selection'

/** What clients have methods for. */
export type CallName =
  | 'create_and_run'
  | 'create'
  | 'retrieve'
  | 'update'
  | 'cancel'
  | 'submit_tool_outputs'
  | 'list_steps'
  | 'retrieve_step'

export interface WireRequest {
  readonly call: CallName
  readonly method: string
  /** Begins behind the version, with its query. */
  readonly path: string
  /** Those that stand in the path, from left to right. */
  readonly ids: Readonly<Partial<Record<'thread_id' | 'run_id' | 'step_id', string>>>
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | undefined
  readonly references: References
  /** What is to be said above it. */
  readonly notes: readonly string[]
}

/** Fetches the step, or answers the calls of its round. */
export function requestOf({ run, ...selection }: Exclude<Selection, { type: 'run' }>): WireRequest {
  const { step } = selection
  const at = `/threads/${run.thread_id}/runs/${run.id}`
  const ids = { thread_id: run.thread_id, run_id: run.id }
  const references = createReferences()
  const common = { query: {}, references }
  if (selection.type === 'call' && selection.call.type === 'function') {
    const body = { tool_outputs: outputsOf(step, references.put) }
    const notes = outputNotes(step.step_details)
    const path = `${at}/submit_tool_outputs`
    return { ...common, call: 'submit_tool_outputs', method: 'POST', path, ids, body, notes }
  }
  const path = `${at}/steps/${step.id}`
  const all = { ...ids, step_id: step.id }
  return { ...common, call: 'retrieve_step', method: 'GET', path, ids: all, body: undefined, notes: [] }
}

const ID = '([^/]+)'
const RUN = `/threads/${ID}/runs/${ID}`

const calls: readonly (readonly [CallName, method: string, path: RegExp])[] = [
  ['create_and_run', 'POST', /^\/threads\/runs$/],
  ['create', 'POST', new RegExp(`^/threads/${ID}/runs$`)],
  ['retrieve', 'GET', new RegExp(`^${RUN}$`)],
  ['update', 'POST', new RegExp(`^${RUN}$`)],
  ['cancel', 'POST', new RegExp(`^${RUN}/cancel$`)],
  ['submit_tool_outputs', 'POST', new RegExp(`^${RUN}/submit_tool_outputs$`)],
  ['list_steps', 'GET', new RegExp(`^${RUN}/steps$`)],
  ['retrieve_step', 'GET', new RegExp(`^${RUN}/steps/${ID}$`)],
]

/** The request that passed; undefined where its body was not kept whole, or clients have no method for it. */
export function requestOfExchange({ method, path, request }: WireExchange): WireRequest | undefined {
  const [bare = '', search = ''] = path.split('?')
  const found = calls.find(([, of, pattern]) => of === method && pattern.test(bare))
  const body = bodyOf(request.text)
  if (!found || request.is_cut || (request.bytes > 0 && body === undefined)) return undefined
  const [, thread_id, run_id, step_id] = found[2].exec(bare) ?? []
  return {
    call: found[0],
    method,
    path,
    ids: { ...(thread_id && { thread_id }), ...(run_id && { run_id }), ...(step_id && { step_id }) },
    query: Object.fromEntries(new URLSearchParams(search)),
    body,
    references: createReferences(),
    notes: [],
  }
}

function bodyOf(text: string | null): WireRequest['body'] {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
