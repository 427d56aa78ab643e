// What the page of one thread asks for.
import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query'
import type { Message } from '@/lib/protocol/message'
import type { Api } from './api'
import { keys } from './keys'
import { paged, pageAt } from './paged-query'

export const threadQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.threadSummary(api.connection, id),
    queryFn: ({ signal }) => api.threads.get(id, { signal }),
  })

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

/** A thread's messages, newest first as the wire lists them. */
export const messagesQuery = (api: Api, thread: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.messages(api.connection, thread),
    queryFn: ({ pageParam, signal }) => api.messages.list(thread, pageAt(pageParam, 100), { signal }),
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

/** The files and the vector store that a thread has for tools. */
export const threadResourcesQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.threadResources(api.connection, id),
    queryFn: async ({ signal }) => (await api.threads.raw(id, { signal })).tool_resources ?? {},
    staleTime: 0,
  })
