import type { Assistant, CreateAssistantBody, ModifyAssistantBody } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { ModelObject } from '@/lib/protocol/model'
import type {
  AccountState,
  ConnectionInfo,
  DamagedRow,
  FoundWords,
  LabelInUse,
  LabelKind,
  ListedNote,
  ObjectPlace,
  RunCounts,
  RunSummary,
  ShownMessage,
  StepNote,
  ThreadSummary,
} from '@/lib/protocol/playground'
import type { CreateRunBody, Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { CreateThreadBody, Thread } from '@/lib/protocol/thread'
import { answerOf, json, post, search, type Send } from './http'
import { noteServerTime } from './server-clock'

export interface Page {
  readonly limit?: number
  readonly after?: string
  readonly order?: 'asc' | 'desc'
}

/** Which threads the index shows, and in which order; by default the latest activity first. */
export interface ThreadFilter {
  /** Words to find in ids, titles and first messages. */
  readonly q?: string
  readonly label?: string
  /** Only those that have neither messages nor runs. */
  readonly empty?: 'true' | ''
  readonly sort?: string
  readonly order?: 'asc' | 'desc'
}

/** Which runs the list over all threads shows. `status` is one status, or several separated by commas. */
export interface RunFilter {
  /** Words to find in ids, assistants' names, threads' titles and first messages. */
  readonly q?: string
  readonly status?: string
  readonly assistant_id?: string
  readonly thread_id?: string
  readonly label?: string
  readonly sort?: string
  readonly order?: 'asc' | 'desc'
}

export interface LabelChange {
  readonly kind: LabelKind
  /** At most 100. */
  readonly ids: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

interface Deleted {
  readonly id: string
  readonly deleted: true
}

type Options = Pick<RequestInit, 'signal'>

const browserSend: Send = async (path, init) => {
  const response = await fetch(path, init)
  noteServerTime({ serverMs: Date.parse(response.headers.get('date') ?? ''), hereMs: Date.now() })
  return response
}
const segment = encodeURIComponent

/** A request that goes on when the page is left. */
const deletion: RequestInit = { method: 'DELETE', keepalive: true }

/**
 * Every request the pages make through one connection: the wire under /c/:connection/v1 and the playground's own
 * resources under /api. All of them throw ApiError.
 */
export function createApi(connection: string, send: Send = browserSend) {
  const wire = `/c/${segment(connection)}/v1`
  const own = `/api/connections/${segment(connection)}`
  const get = <T>(path: string, options?: Options) => json<T>(send, path, options)
  const put = <T>(path: string, body: unknown, key?: string) => json<T>(send, path, post(body, key))
  const remove = (path: string) => json<Deleted>(send, path, deletion)
  const threadAt = (thread: string) => `${wire}/threads/${segment(thread)}`

  return {
    connection,
    connections: (options?: Options) => get<List<ConnectionInfo>>('/api/connections', options),
    models: (options?: Options) => get<List<ModelObject>>(`${wire}/models`, options),

    assistants: {
      list: (page: Page, options?: Options) =>
        get<List<Assistant>>(`${wire}/assistants${search({ ...page })}`, options),
      get: (id: string, options?: Options) => get<Assistant>(`${wire}/assistants/${segment(id)}`, options),
      create: (body: CreateAssistantBody) => put<Assistant>(`${wire}/assistants`, body),
      modify: (id: string, body: ModifyAssistantBody) => put<Assistant>(`${wire}/assistants/${segment(id)}`, body),
      remove: (id: string) => remove(`${wire}/assistants/${segment(id)}`),
    },

    threads: {
      list: (filter: Page & ThreadFilter, options?: Options) =>
        get<List<ThreadSummary>>(`${own}/threads${search({ ...filter })}`, options),
      get: (id: string, options?: Options) => get<ThreadSummary>(`${own}/threads/${segment(id)}`, options),
      rename: (id: string, title: string | null) => put<ThreadSummary>(`${own}/threads/${segment(id)}`, { title }),
      /** Has the server compare the thread with the account. What others did there arrives as changes. */
      compare: (id: string) => put<{ readonly changed: boolean }>(`${own}/threads/${segment(id)}/compare`, {}),
      create: (body: CreateThreadBody = {}) => put<Thread>(`${wire}/threads`, body),
      remove: (id: string) => remove(threadAt(id)),
    },

    messages: {
      /** As pages read them: pictures as addresses, and only the beginning of long texts. */
      list: (thread: string, page: Page, options?: Options) =>
        get<List<ShownMessage>>(`${own}/threads/${segment(thread)}/messages${search({ ...page })}`, options),
      /** With whole texts, and pictures as addresses. */
      get: (thread: string, id: string, options?: Options) =>
        get<ShownMessage>(`${own}/threads/${segment(thread)}/messages/${segment(id)}`, options),
      /** As the wire has it. */
      raw: (thread: string, id: string, options?: Options) =>
        get<Message>(`${threadAt(thread)}/messages/${segment(id)}`, options),
      remove: (thread: string, id: string) => remove(`${threadAt(thread)}/messages/${segment(id)}`),
      /** `key` = its `Idempotency-Key`. */
      create: (thread: string, body: CreateMessageBody, key?: string) =>
        put<Message>(`${threadAt(thread)}/messages`, body, key),
    },

    runs: runRequests(send, { own, threadAt }),

    ...findRequests(send, own),
    ...stateRequests(send, own),
  }
}

/** The state of the connection. */
function stateRequests(send: Send, own: string) {
  return {
    /** The damaged rows that the server has come across. */
    damaged: (options?: Options) => json<List<DamagedRow>>(send, `${own}/damaged`, options),
    /** The state of its account, if it has one. */
    account: (options?: Options) => json<AccountState>(send, `${own}/account`, options),
    /** Changes of all objects, as an event stream. */
    changes: (options?: Options) => answerOf(send, `${own}/changes`, options),
  }
}

/** Labels, and searches: by words, by an id, for what is unused. */
function findRequests(send: Send, own: string) {
  const get = <T>(path: string, options?: Options) => json<T>(send, path, options)
  return {
    /** As pages show them; while an account does not answer, as they were last seen here. */
    seenAssistants: {
      list: (page: Page, options?: Options) => get<List<Assistant>>(`${own}/assistants${search({ ...page })}`, options),
      get: (id: string, options?: Options) => get<Assistant>(`${own}/assistants/${segment(id)}`, options),
    },
    /** The assistants of which this connection has no run. */
    unusedAssistants: (page: Page, options?: Options) =>
      get<List<Assistant>>(`${own}/unused-assistants${search({ ...page })}`, options),
    /** How many threads have neither messages nor runs, counted as far as `MAX_COUNTED`. */
    countEmptyThreads: (options?: Options) => get<{ readonly count: number }>(`${own}/empty-threads`, options),
    labels: {
      list: (kind: LabelKind, options?: Options) =>
        get<{ readonly data: readonly LabelInUse[] }>(`${own}/labels${search({ kind })}`, options),
      change: (change: LabelChange) =>
        json<{ readonly changed: readonly string[] }>(send, `${own}/labels`, post(change)),
    },

    /** Messages of all threads with these words, newest first; `before` = where the last search stopped. */
    findWords: (query: { readonly q: string; readonly before?: number | undefined }, options?: Options) =>
      get<FoundWords>(`${own}/messages${search(query)}`, options),
    /** The kind of the object with an id, and what it belongs to. */
    placeOf: (id: string, options?: Options) => get<ObjectPlace>(`${own}/places/${segment(id)}`, options),
  }
}

interface Places {
  readonly own: string
  readonly threadAt: (thread: string) => string
}

function runRequests(send: Send, { own, threadAt }: Places) {
  const get = <T>(path: string, options?: Options) => json<T>(send, path, options)
  const put = <T>(path: string, body: unknown, key?: string) => json<T>(send, path, post(body, key))
  const runAt = (thread: string, run: string) => `${threadAt(thread)}/runs/${segment(run)}`
  return {
    /** Over all threads, with the times of our own log. */
    listAll: (filter: RunFilter & Page, options?: Options) =>
      get<List<RunSummary>>(`${own}/runs${search({ ...filter })}`, options),
    list: (thread: string, page: Page, options?: Options) =>
      get<List<Run>>(`${threadAt(thread)}/runs${search({ ...page })}`, options),
    counts: (filter: Pick<RunFilter, 'assistant_id' | 'label'>, options?: Options) =>
      get<RunCounts>(`${own}/run-counts${search({ ...filter })}`, options),
    summary: (id: string, options?: Options) => get<RunSummary>(`${own}/runs/${segment(id)}`, options),
    /** `key` = its `Idempotency-Key`. */
    create: (thread: string, body: CreateRunBody, key?: string) => put<Run>(`${threadAt(thread)}/runs`, body, key),
    cancel: (thread: string, id: string) => put<Run>(`${runAt(thread, id)}/cancel`, {}),
    submitToolOutputs: (thread: string, id: string, body: SubmitToolOutputsBody) =>
      put<Run>(`${runAt(thread, id)}/submit_tool_outputs`, body),
    steps: (at: { thread: string; run: string }, page: Page, options?: Options) =>
      get<List<Step>>(`${runAt(at.thread, at.run)}/steps${search({ ...page })}`, options),
    /** What is known of the run's steps beside the protocol's objects, without its texts. */
    notes: (id: string, options?: Options) => get<List<ListedNote>>(`${own}/runs/${segment(id)}/notes`, options),
    note: (at: { run: string; step: string }, options?: Options) =>
      get<StepNote>(`${own}/runs/${segment(at.run)}/notes/${segment(at.step)}`, options),
    /** The run's log as an event stream, from the event behind number `after` on. */
    events: (id: string, after: number, options?: Options) =>
      answerOf(send, `${own}/runs/${segment(id)}/events${search({ after })}`, options),
  }
}

export type Api = ReturnType<typeof createApi>
