import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { AccountState, FoundWords, LabelKind } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Api, Page, RunFilter, ThreadFilter } from './api'
import { keys } from './keys'

const PAGE_SIZE = 50

/** What all paged lists share. The cursor is the last id; it is empty for the first page. */
const paged = {
  initialPageParam: '',
  getNextPageParam: (last: List<unknown>) => (last.has_more ? last.last_id : undefined),
}

/** The query of the page behind a cursor. */
const pageAt = (cursor: string, limit = PAGE_SIZE): Page => ({ limit, after: cursor || undefined })

export const modelsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.models(api.connection), queryFn: ({ signal }) => api.models({ signal }) })

/** While a page is open, the state of an account that fails is fetched again this often. */
const ACCOUNT_PAUSE_MS = 10_000

/** The state of the connection's account. */
export const accountQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.account(api.connection),
    queryFn: ({ signal }) => api.account({ signal }),
    refetchInterval: ({ state: { data } }) => (data && accountTrouble(data) ? ACCOUNT_PAUSE_MS : false),
  })

/** What is wrong with the account; undefined when nothing is known to be wrong. */
export const accountTrouble = ({ status }: AccountState) =>
  status === 'answering' || status === 'unknown' ? undefined : status

/**
 * The pause between two comparisons of a thread: short after one that found something, then twice as long each time.
 */
const MIN_COMPARISON_PAUSE_MS = 2_000
const MAX_COMPARISON_PAUSE_MS = 30_000

/**
 * Compares a thread with its account, repeatedly while its page is open. `quiet` counts the comparisons since one found
 * something.
 */
export const comparisonQuery = (api: Api, thread: string) =>
  queryOptions<{ readonly quiet: number }>({
    queryKey: keys.comparison(api.connection, thread),
    queryFn: async ({ client, queryKey }) => {
      const { changed } = await api.threads.compare(thread)
      const before = client.getQueryData<{ readonly quiet: number }>(queryKey)
      return { quiet: changed || !before ? 0 : before.quiet + 1 }
    },
    refetchInterval: ({ state: { data, status } }) =>
      status === 'error'
        ? MAX_COMPARISON_PAUSE_MS
        : Math.min(MIN_COMPARISON_PAUSE_MS * 2 ** (data?.quiet ?? 0), MAX_COMPARISON_PAUSE_MS),
    // A page that is opened again compares at once.
    staleTime: 0,
    retry: false,
  })

/** All assistants, or those of which there is no run. */
export interface AssistantFilter {
  /** Only those that have no run here. */
  readonly isUnused?: boolean
  /** By when they were created. */
  readonly order?: 'asc' | 'desc'
}

export const assistantsQuery = (api: Api, { isUnused = false, order = 'desc' }: AssistantFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.assistantList(api.connection, { isUnused, order }),
    queryFn: ({ pageParam, signal }) =>
      (isUnused ? api.unusedAssistants : api.seenAssistants.list)({ ...pageAt(pageParam, 100), order }, { signal }),
  })

export const assistantQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.assistant(api.connection, id),
    queryFn: ({ signal }) => api.seenAssistants.get(id, { signal }),
  })

/** The index of threads. */
export const threadsQuery = (api: Api, filter: ThreadFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.threadList(api.connection, filter),
    queryFn: ({ pageParam, signal }) => api.threads.list({ ...pageAt(pageParam), ...filter }, { signal }),
  })

/** While the backend's list is read, how far that is is asked for this often. */
const LISTING_PAUSE_MS = 1_500

/** Since when there is an index of the threads, and how far the backend's list has been read. */
export const threadIndexQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.threadIndex(api.connection),
    queryFn: ({ signal }) => api.threadIndex.get({ signal }),
    refetchInterval: ({ state: { data } }) => (data?.listing?.status === 'running' ? LISTING_PAUSE_MS : false),
  })

/** How many threads are empty. */
export const emptyThreadsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.emptyThreads(api.connection),
    queryFn: ({ signal }) => api.countEmptyThreads({ signal }),
  })

/** The labels in use on threads or on runs. */
export const labelsQuery = (api: Api, kind: LabelKind) =>
  queryOptions({
    queryKey: keys.labels(api.connection, kind),
    queryFn: async ({ signal }) => (await api.labels.list(kind, { signal })).data,
  })

/** How many runs are in each status, of one assistant, with one label, or of all. */
export const runCountsQuery = (api: Api, filter: Pick<RunFilter, 'assistant_id' | 'label'>) =>
  queryOptions({
    queryKey: keys.runCounts(api.connection, filter),
    queryFn: ({ signal }) => api.runs.counts(filter, { signal }),
  })

export const threadQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.threadSummary(api.connection, id),
    queryFn: ({ signal }) => api.threads.get(id, { signal }),
  })

/** A thread's messages, newest first as the wire lists them. */
export const messagesQuery = (api: Api, thread: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.messages(api.connection, thread),
    queryFn: ({ pageParam, signal }) => api.messages.list(thread, pageAt(pageParam, 100), { signal }),
  })

/** A message whose texts are whole. */
export const wholeMessageQuery = (api: Api, { thread_id, id }: Pick<Message, 'thread_id' | 'id'>) =>
  queryOptions({
    queryKey: keys.message(api.connection, { thread_id, id }, 'whole'),
    queryFn: ({ signal }) => api.messages.get(thread_id, id, { signal }),
  })

/** A message as the wire has it. */
export const rawMessageQuery = (api: Api, { thread_id, id }: Pick<Message, 'thread_id' | 'id'>) =>
  queryOptions({
    queryKey: keys.message(api.connection, { thread_id, id }, 'raw'),
    queryFn: ({ signal }) => api.messages.raw(thread_id, id, { signal }),
  })

/** The messages that were deleted while this page looked: what it saw of them live is to be forgotten too. */
export const deletedMessagesQuery = (api: Api, thread: string) =>
  queryOptions<readonly string[]>({ queryKey: keys.deletedMessages(api.connection, thread), queryFn: skipToken })

/** The runs of one thread, newest first, with the times of our log. */
export const threadRunsQuery = (api: Api, thread: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.threadRuns(api.connection, thread),
    queryFn: ({ pageParam, signal }) => api.runs.listAll({ ...pageAt(pageParam), thread_id: thread }, { signal }),
  })

/** The runs that stand directly before and after one in its thread; null where there is none. */
export const neighbourRunsQuery = (api: Api, run: Pick<Run, 'id' | 'thread_id'>) =>
  queryOptions({
    queryKey: keys.neighbourRuns(api.connection, run),
    queryFn: async ({ signal }) => {
      const beside = (order: 'asc' | 'desc') =>
        api.runs.list(run.thread_id, { limit: 1, after: run.id, order }, { signal })
      const [before, after] = await Promise.all([beside('desc'), beside('asc')])
      return { before: before.data[0] ?? null, after: after.data[0] ?? null }
    },
  })

/** Messages with these words. Asked for once: a further page goes on where the one before came to. */
export const wordsQuery = (api: Api, q: string) =>
  infiniteQueryOptions({
    queryKey: keys.words(api.connection, q),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: FoundWords) => last.before ?? undefined,
    queryFn: ({ pageParam, signal }) => api.findWords({ q, before: pageParam }, { signal }),
    staleTime: 30_000,
  })

/** Where the object of an id stands; an error of 404 where there is none. */
export const placeQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: keys.place(api.connection, id), queryFn: ({ signal }) => api.placeOf(id, { signal }) })

/** The runs of all threads, newest first by themselves. */
export const runsQuery = (api: Api, filter: RunFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.runList(api.connection, filter),
    queryFn: ({ pageParam, signal }) => api.runs.listAll({ ...pageAt(pageParam), ...filter }, { signal }),
  })

/** The newest run of an assistant; null while it has none. */
export const latestRunQuery = (api: Api, assistant: string) =>
  queryOptions({
    queryKey: keys.latestRun(api.connection, assistant),
    queryFn: async ({ signal }) => {
      const { data } = await api.runs.listAll({ limit: 1, assistant_id: assistant }, { signal })
      return data[0] ?? null
    },
  })

export const runQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.runSummary(api.connection, id),
    queryFn: ({ signal }) => api.runs.summary(id, { signal }),
  })

/** Of more steps than these a run is read from its log. */
const MAX_STEPS = 100

/** A run's first steps in the order they happened. Large ones come in several pages. */
export const stepsQuery = (api: Api, at: { thread: string; run: string }) =>
  queryOptions({
    queryKey: keys.steps(api.connection, at.run),
    queryFn: async ({ signal }) => {
      let steps = await api.runs.steps(at, { limit: MAX_STEPS, order: 'asc' }, { signal })
      while (steps.has_more && steps.data.length < MAX_STEPS) {
        const left = { limit: MAX_STEPS - steps.data.length, order: 'asc', after: steps.last_id } as const
        const next = await api.runs.steps(at, left, { signal })
        steps = { ...next, first_id: steps.first_id, data: [...steps.data, ...next.data] }
      }
      return steps
    },
  })

/** What is known of a run's steps beside the protocol's objects, without its texts. */
export const notesQuery = (api: Api, run: string) =>
  queryOptions({ queryKey: keys.notes(api.connection, run), queryFn: ({ signal }) => api.runs.notes(run, { signal }) })

export const noteQuery = (api: Api, at: { run: string; step: string }) =>
  queryOptions({ queryKey: keys.note(api.connection, at), queryFn: ({ signal }) => api.runs.note(at, { signal }) })
