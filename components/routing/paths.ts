// The addresses of the pages. Selection, filters and drafts stand in them.
import { idWithin } from '@/lib/protocol/people'
import type { ObjectPlace } from '@/lib/protocol/playground'

interface ThreadOptions {
  /** Which assistant the composer starts with. */
  readonly assistant?: string
  /** What the composer starts with. */
  readonly draft?: string
  /** The message that comes into sight. */
  readonly message?: string
  /** Shown to an audience, or the presenter's notes about that. */
  readonly present?: '1' | 'notes'
}

interface AssistantOptions {
  /** Where there is room for one only, the test stands in front. */
  readonly view?: 'test'
  /** What has the focus. */
  readonly field?: 'model'
}

const segment = encodeURIComponent

export const connectionsPath = '/connections'
export const newConnectionPath = '/connections/new'
export const connectionPath = (id: string) => `/connections/${segment(id)}`

export const modelsPath = '/models'
export const newModelEndpointPath = '/models/new'
export const modelEndpointPath = (id: string) => `/models/${segment(id)}`
export const transferPath = '/transfer'
/** MCP servers, and what else rules may ask. */
export const mcpServersPath = '/mcp'

export const keysPath = '/keys'
/** The overview of a project's built-in connection. */
export const projectPath = (project: string) => overviewPath(idWithin(project, 'embedded'))
export const capsulePath = '/capsule'

export const overviewPath = (connection: string) => `/${segment(connection)}`
export const assistantsPath = (connection: string) => `/${segment(connection)}/assistants`
export const newAssistantPath = (connection: string) => `/${segment(connection)}/assistants/new`
export function assistantPath(connection: string, id: string, { view, field }: AssistantOptions = {}) {
  const query = new URLSearchParams({ ...(view && { view }), ...(field && { field }) })
  return `/${segment(connection)}/assistants/${segment(id)}${query.size > 0 ? `?${query}` : ''}`
}
export const threadsPath = (connection: string) => `/${segment(connection)}/threads`

export function threadPath(connection: string, id: string, { assistant, draft, message, present }: ThreadOptions = {}) {
  const query = new URLSearchParams({
    ...(assistant && { assistant }),
    ...(draft && { draft }),
    ...(message && { message }),
    ...(present && { present }),
  })
  return `${threadsPath(connection)}/${segment(id)}${query.size > 0 ? `?${query}` : ''}`
}

export const runsPath = (connection: string) => `/${segment(connection)}/runs`
/** `step` = the step or call that is looked at. */
export const runPath = (connection: string, run: { thread_id: string; id: string }, step?: string) =>
  `${threadPath(connection, run.thread_id)}/runs/${segment(run.id)}${step ? `?step=${segment(step)}` : ''}`

interface ReplayAddress {
  readonly thread: string
  readonly run?: string | undefined
  readonly present?: '1' | undefined
}

/** The replay of a thread, or with `run` of that run alone; with `present` before an audience. */
export function replayPath(connection: string, { thread, run, present }: ReplayAddress) {
  const query = new URLSearchParams({ ...(run !== undefined && { run }), ...(present && { present }) })
  return `${threadPath(connection, thread)}/replay${query.size > 0 ? `?${query}` : ''}`
}
/** `a` and `b` = ids of runs; without `b` that one is chosen there. */
export const comparePath = (connection: string, a: string, b?: string) =>
  `/${segment(connection)}/compare?${new URLSearchParams({ a, ...(b && { b }) })}`

/** `from` = the id of a run whose message is asked anew; `variants` as `components/matrix/variants.ts` writes them. */
export const matrixPath = (connection: string, { from = '', variants = '' } = {}) =>
  `/${segment(connection)}/matrix${from && `?${new URLSearchParams({ from, v: variants })}`}`

export const filesPath = (connection: string) => `/${segment(connection)}/files`
export const filePath = (connection: string, id: string) => `${filesPath(connection)}/${segment(id)}`

export const vectorStoresPath = (connection: string) => `/${segment(connection)}/vector-stores`
export const vectorStorePath = (connection: string, id: string) => `${vectorStoresPath(connection)}/${segment(id)}`

/** The page that shows an object; undefined where there is none. */
export function placePath(connection: string, place: ObjectPlace): string | undefined {
  const { kind, id, thread_id, run_id } = place
  if (kind === 'assistant') return assistantPath(connection, id)
  if (kind === 'vector_store') return vectorStorePath(connection, id)
  if (place.is_stored) return filePath(connection, id)
  if (thread_id === null) return undefined
  if (kind === 'thread') return threadPath(connection, thread_id)
  if (kind === 'message') return threadPath(connection, thread_id, { message: id })
  if (kind === 'file' && run_id === null) return threadPath(connection, thread_id, { message: place.message_id })
  if (run_id === null) return undefined
  if (kind === 'file') return runPath(connection, { thread_id, id: run_id }, place.step_id)
  return runPath(connection, { thread_id, id: run_id }, kind === 'run' ? undefined : id)
}
