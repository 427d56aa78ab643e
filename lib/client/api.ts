import type { Assistant, CreateAssistantBody, ModifyAssistantBody } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { ModelObject } from '@/lib/protocol/model'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import type { Demo } from '@/lib/protocol/demo'
import type { ExchangeList, WireExchange } from '@/lib/protocol/exchange'
import type {
  AccountState,
  AddedThread,
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
  ThreadIndex,
  ThreadSummary,
} from '@/lib/protocol/playground'
import type { Rating } from '@/lib/protocol/rating'
import type { CreateRunBody, Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { CreateThreadBody, Thread } from '@/lib/protocol/thread'
import type { RunView } from '@/lib/run/fold'
import { createClient, type Client } from '@/lib/wire-client/create-client'
import { json, search, type Send } from '@/lib/wire-client/requests'
import { browserSend, tellingUnreachable } from './browser-send'
import { fileRequests } from './file-requests'
import { storeFileRequests, vectorStoreRequests } from './vector-store-requests'

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
  /** Of the newest run: one status, or several separated by commas. */
  readonly status?: string
  /** Only those that their backend has no more. */
  readonly gone?: 'true' | ''
  /** Unix milliseconds: from a moment on, and before another. */
  readonly used_from?: number | undefined
  readonly used_before?: number | undefined
  readonly created_from?: number | undefined
  readonly created_before?: number | undefined
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
  readonly rating?: string
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

const segment = encodeURIComponent
const threadAt = (thread: string) => `/threads/${segment(thread)}`

/** Every request the pages make through one connection. All of them throw ApiError. */
export function createApi(connection: string, send: Send = browserSend) {
  const telling = tellingUnreachable(send)
  const client = createClient(connection, telling)
  const { get, post, remove, own } = client
  const assistantAt = (id: string) => `/assistants/${segment(id)}`

  return {
    connection,
    own,
    connections: (options?: Options) => json<List<ConnectionInfo>>(telling, '/api/connections', options),
    models: (options?: Options) => get<List<ModelObject>>('/models', options),

    assistants: {
      list: (page: Page, options?: Options) => get<List<Assistant>>(`/assistants${search({ ...page })}`, options),
      get: (id: string, options?: Options) => get<Assistant>(assistantAt(id), options),
      create: (body: CreateAssistantBody) => post<Assistant>('/assistants', body),
      modify: (id: string, body: ModifyAssistantBody) => post<Assistant>(assistantAt(id), body),
      remove: (id: string) => remove<Deleted>(assistantAt(id)),
    },

    threads: {
      list: (filter: Page & ThreadFilter, options?: Options) =>
        own.get<List<ThreadSummary>>(`/threads${search({ ...filter })}`, options),
      get: (id: string, options?: Options) => own.get<ThreadSummary>(threadAt(id), options),
      /** As the wire has it. */
      raw: (id: string, options?: Options) => get<Thread>(threadAt(id), options),
      rename: (id: string, title: string | null) => own.post<ThreadSummary>(threadAt(id), { title }),
      /** Has the server compare the thread with the account. What others did there arrives as changes. */
      compare: (id: string) => own.post<{ readonly changed: boolean }>(`${threadAt(id)}/compare`, {}),
      /** Has the server take a thread of its backend into the index. */
      add: (id: string) => own.post<AddedThread>(`${threadAt(id)}/add`, {}),
      create: (body: CreateThreadBody = {}) => post<Thread>('/threads', body),
      remove: (id: string) => remove<Deleted>(threadAt(id)),
    },

    messages: {
      /** As pages read them: pictures as addresses, and only the beginning of long texts. */
      list: (thread: string, page: Page, options?: Options) =>
        own.get<List<ShownMessage>>(`${threadAt(thread)}/messages${search({ ...page })}`, options),
      /** With whole texts, and pictures as addresses. */
      get: (thread: string, id: string, options?: Options) =>
        own.get<ShownMessage>(`${threadAt(thread)}/messages/${segment(id)}`, options),
      /** As the wire has it. */
      raw: (thread: string, id: string, options?: Options) =>
        get<Message>(`${threadAt(thread)}/messages/${segment(id)}`, options),
      remove: (thread: string, id: string) => remove<Deleted>(`${threadAt(thread)}/messages/${segment(id)}`),
      /** `key` = its `Idempotency-Key`. */
      create: (thread: string, body: CreateMessageBody, key?: string) =>
        post<Message>(`${threadAt(thread)}/messages`, body, key),
    },

    runs: runRequests(client),
    files: fileRequests(client),
    vectorStores: vectorStoreRequests(client),
    storeFiles: storeFileRequests(client),

    ...findRequests(client),
    ...stateRequests(client),
  }
}

/** The state of the connection. */
function stateRequests({ own }: Client) {
  return {
    /** The damaged rows that the server has come across. */
    damaged: (options?: Options) => own.get<List<DamagedRow>>('/damaged', options),
    /** The state of its account, if it has one. */
    account: (options?: Options) => own.get<AccountState>('/account', options),
    /** Changes of all objects, as an event stream. */
    changes: (options?: Options) => own.open('/changes', options),
  }
}

/** Labels, and searches: by words, by an id, for what is unused. */
function findRequests({ own }: Client) {
  const { get } = own
  return {
    /** As pages show them; while an account does not answer, as they were last seen here. */
    seenAssistants: {
      list: (page: Page, options?: Options) => get<List<Assistant>>(`/assistants${search({ ...page })}`, options),
      get: (id: string, options?: Options) => get<Assistant>(`/assistants/${segment(id)}`, options),
    },
    /** The assistants of which this connection has no run. */
    unusedAssistants: (page: Page, options?: Options) =>
      get<List<Assistant>>(`/unused-assistants${search({ ...page })}`, options),
    /** How many threads have neither messages nor runs, counted as far as `MAX_COUNTED`. */
    countEmptyThreads: (options?: Options) => get<{ readonly count: number }>('/empty-threads', options),
    threadIndex: {
      get: (options?: Options) => get<ThreadIndex>('/thread-index', options),
      /** Reads the backend's list of threads, or stops. */
      move: (action: 'start' | 'stop') => own.post<ThreadIndex>(`/thread-index/${action}`, {}),
    },
    /** The messages of an assistant's demo; of one that has none, no messages. */
    demos: {
      get: (assistant: string, options?: Options) => get<Demo>(`/assistants/${segment(assistant)}/demo`, options),
      put: (assistant: string, demo: Demo) => own.post<Demo>(`/assistants/${segment(assistant)}/demo`, demo),
    },
    labels: {
      list: (kind: LabelKind, options?: Options) =>
        get<{ readonly data: readonly LabelInUse[] }>(`/labels${search({ kind })}`, options),
      change: (change: LabelChange) => own.post<{ readonly changed: readonly string[] }>('/labels', change),
    },

    /** Messages of all threads with these words, newest first; `before` = where the last search stopped. */
    findWords: (query: { readonly q: string; readonly before?: number | undefined }, options?: Options) =>
      get<FoundWords>(`/messages${search(query)}`, options),
    /** Where the object of an id stands, whatever it is. */
    placeOf: (id: string, options?: Options) => get<ObjectPlace>(`/places/${segment(id)}`, options),
  }
}

function runRequests({ get, post, own }: Client) {
  const runAt = (thread: string, run: string) => `${threadAt(thread)}/runs/${segment(run)}`
  return {
    /** Over all threads, with the times of our own log. */
    listAll: (filter: RunFilter & Page, options?: Options) =>
      own.get<List<RunSummary>>(`/runs${search({ ...filter })}`, options),
    list: (thread: string, page: Page, options?: Options) =>
      get<List<Run>>(`${threadAt(thread)}/runs${search({ ...page })}`, options),
    counts: (filter: Pick<RunFilter, 'assistant_id' | 'label' | 'rating'>, options?: Options) =>
      own.get<RunCounts>(`/run-counts${search({ ...filter })}`, options),
    summary: (id: string, options?: Options) => own.get<RunSummary>(`/runs/${segment(id)}`, options),
    /** Null takes it away. */
    rate: (id: string, rating: Pick<Rating, 'value' | 'note'> | null) => {
      const path = `/runs/${segment(id)}/rating`
      return rating ? own.put<RunSummary>(path, rating) : own.remove<RunSummary>(path)
    },
    /** `key` = its `Idempotency-Key`. */
    create: (thread: string, body: CreateRunBody, key?: string) => post<Run>(`${threadAt(thread)}/runs`, body, key),
    cancel: (thread: string, id: string) => post<Run>(`${runAt(thread, id)}/cancel`, {}),
    submitToolOutputs: (thread: string, id: string, body: SubmitToolOutputsBody) =>
      post<Run>(`${runAt(thread, id)}/submit_tool_outputs`, body),
    /** `include`: what of the steps is told only to who asks for it. */
    steps: (at: { thread: string; run: string }, page: Page & { readonly include?: string }, options?: Options) => {
      const { include, ...asked } = page
      const query = search({ ...asked, ...(include !== undefined && { 'include[]': include }) })
      return get<List<Step>>(`${runAt(at.thread, at.run)}/steps${query}`, options)
    },
    /** What is known of the run's steps beside the protocol's objects, without its texts. */
    notes: (id: string, options?: Options) => own.get<List<ListedNote>>(`/runs/${segment(id)}/notes`, options),
    note: (at: { run: string; step: string }, options?: Options) =>
      own.get<StepNote>(`/runs/${segment(at.run)}/notes/${segment(at.step)}`, options),
    /** What passed on the wire about the run, from behind the exchange of a number. */
    exchanges: (id: string, after: number, options?: Options) =>
      own.get<ExchangeList>(`/runs/${segment(id)}/exchanges${search({ after })}`, options),
    exchange: (at: { run: string; number: number }, options?: Options) =>
      own.get<WireExchange>(`/runs/${segment(at.run)}/exchanges/${at.number}`, options),
    /** What its log makes of the run as far as it goes. */
    view: (id: string, options?: Options) => own.get<RunView>(`/runs/${segment(id)}/view`, options),
    /** The run's log as a stream of frames, from behind `after`. */
    events: (id: string, after: number, options?: Options) =>
      own.open(`/runs/${segment(id)}/events${search({ after })}`, options),
  }
}

export type Api = ReturnType<typeof createApi>
