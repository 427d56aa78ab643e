// What lists ask for, and the shell.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Message } from '@/lib/protocol/message'
import type { LabelKind } from '@/lib/protocol/playground'
import type { Api, RunFilter, ThreadFilter } from './api'
import { keys } from './keys'
import { paged, pageAt } from './paged-query'

export const modelsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.models(api.connection), queryFn: ({ signal }) => api.models({ signal }) })

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
export const runCountsQuery = (api: Api, filter: Pick<RunFilter, 'assistant_id' | 'label' | 'rating'>) =>
  queryOptions({
    queryKey: keys.runCounts(api.connection, filter),
    queryFn: ({ signal }) => api.runs.counts(filter, { signal }),
  })

/** A message whose texts are whole. */
export const wholeMessageQuery = (api: Api, { thread_id, id }: Pick<Message, 'thread_id' | 'id'>) =>
  queryOptions({
    queryKey: keys.message(api.connection, { thread_id, id }, 'whole'),
    queryFn: ({ signal }) => api.messages.get(thread_id, id, { signal }),
  })

/** The runs of all threads, newest first by themselves. */
export const runsQuery = (api: Api, filter: RunFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.runList(api.connection, filter),
    queryFn: ({ pageParam, signal }) => api.runs.listAll({ ...pageAt(pageParam), ...filter }, { signal }),
  })

export const fileQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: keys.file(api.connection, id), queryFn: ({ signal }) => api.files.get(id, { signal }) })
