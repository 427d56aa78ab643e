import { mutationOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { RunSummary } from '@/lib/protocol/playground'
import type { CreateRunBody, Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Api } from './api'
import { keys } from './keys'

const inline = { inline: true }

interface Bound {
  readonly api: Api
  readonly client: QueryClient
}

interface InThread<Body> {
  readonly thread: string
  readonly body: Body
  /** Its `Idempotency-Key`. */
  readonly key: string
}

/** Posts a message; the server's own object joins the thread as soon as it answers. */
export const createMessageMutation = ({ api, client }: Bound) =>
  mutationOptions({
    meta: inline,
    mutationFn: ({ thread, body, key }: InThread<CreateMessageBody>) => api.messages.create(thread, body, key),
    onSuccess: (message: Message, { thread }) => {
      prepend(client, keys.messages(api.connection, thread), message)
    },
  })

export const deleteMessageMutation = ({ api, client }: Bound, { thread_id, id }: Pick<Message, 'id' | 'thread_id'>) =>
  mutationOptions({
    mutationFn: () => api.messages.remove(thread_id, id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.messages(api.connection, thread_id) }),
  })

export const startRunMutation = ({ api, client }: Bound) =>
  mutationOptions({
    meta: inline,
    mutationFn: ({ thread, body, key }: InThread<CreateRunBody>) => api.runs.create(thread, body, key),
    onSuccess: (run: Run, { thread }) => {
      prepend(client, keys.threadRuns(api.connection, thread), toSummary(run))
      // Not waited for: what comes back decides nothing here, and the next message need not wait for it.
      void client.invalidateQueries({ queryKey: keys.threadSummary(api.connection, thread) })
    },
  })

/** Runs once more on what a run was given. `again` = what does that, which comes when it is asked for. */
export const runAgainMutation = ({ api, client }: Bound, again: (body: CreateRunBody) => Promise<Run>) =>
  mutationOptions({
    mutationFn: again,
    onSuccess: ({ thread_id }: Run) => {
      void client.invalidateQueries({ queryKey: keys.thread(api.connection, thread_id) })
      void client.invalidateQueries({ queryKey: keys.threadLists(api.connection) })
    },
  })

/** Answers every call that a run waits for, at once. */
export const submitToolOutputsMutation = ({ api, client }: Bound, run: Pick<Run, 'id' | 'thread_id'>) =>
  mutationOptions({
    meta: inline,
    mutationFn: (body: SubmitToolOutputsBody) => api.runs.submitToolOutputs(run.thread_id, run.id, body),
    onSettled: () => client.invalidateQueries({ queryKey: keys.threadRuns(api.connection, run.thread_id) }),
  })

/** A thread that was just created is known to be empty, so its page need not wait for its lists. */
export function beginThread({ api, client }: Bound, thread: string) {
  for (const queryKey of [keys.messages(api.connection, thread), keys.threadRuns(api.connection, thread)]) {
    client.setQueryData<InfiniteData<List<unknown>>>(queryKey, { pages: [emptyList], pageParams: [''] })
  }
}

const emptyList = { object: 'list', data: [], first_id: '', last_id: '', has_more: false } as const

/** Puts an object at the beginning of a list that is newest first, unless it is there already. */
function prepend<T extends { readonly id: string }>(client: QueryClient, queryKey: readonly unknown[], object: T) {
  client.setQueryData<InfiniteData<List<T>>>(queryKey, (data) => {
    const [first, ...rest] = data?.pages ?? []
    if (!data || !first || data.pages.some((page) => page.data.some(({ id }) => id === object.id))) return data
    return { ...data, pages: [{ ...first, data: [object, ...first.data] }, ...rest] }
  })
}

const toSummary = (run: Run): RunSummary => ({
  id: run.id,
  run,
  created_ms: run.created_at * 1000,
  ended_ms: null,
  waits_since_ms: null,
  assistant_name: null,
  asked: null,
  thread: { title: null, preview: null },
  has_notes: false,
  labels: [],
})
