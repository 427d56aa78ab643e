import type { QueryClient } from '@tanstack/react-query'
import type { Change } from '@/lib/protocol/playground'
import { keys } from './keys'

type Key = readonly unknown[]

/** The branches of queries that a change makes stale. */
export function staleBranches(connection: string, { kind, verb, id, thread_id }: Change): Key[] {
  const lists = keys.threadLists(connection)
  switch (kind) {
    case 'assistant':
      return [keys.assistantLists(connection), keys.assistant(connection, id), keys.demo(connection, id)]
    case 'thread':
      // Its runs go with it. The summary and the messages are fetched again, and the answer says that the thread is
      // gone; the rest of what is known of it stays readable.
      if (verb === 'deleted') {
        const one = [keys.threadSummary(connection, id), keys.messages(connection, id)]
        return [lists, keys.threadIndex(connection), keys.runs(connection), ...one]
      }
      // Runs are listed with what their threads are called.
      return [lists, keys.threadIndex(connection), keys.runLists(connection), keys.thread(connection, id)]
    case 'message':
      if (!thread_id) return [lists]
      return [lists, keys.messages(connection, thread_id), keys.threadSummary(connection, thread_id)]
    case 'run':
      return [
        lists,
        keys.runLists(connection),
        keys.run(connection, id),
        ...(thread_id ? [keys.threadRuns(connection, thread_id), keys.threadSummary(connection, thread_id)] : []),
      ]
    case 'file':
      return [keys.fileLists(connection), keys.file(connection, id)]
    case 'vector_store':
      return [keys.vectorStoreLists(connection), keys.vectorStore(connection, id)]
    case 'account':
      // While the account does not answer, assistants are shown as they were last seen.
      return [keys.account(connection), keys.assistants(connection)]
    default:
      return kind satisfies never
  }
}

/** Remembers that a message was deleted. */
export function noteDeletion(client: QueryClient, connection: string, { kind, verb, id, thread_id }: Change) {
  if (kind !== 'message' || verb !== 'deleted' || thread_id === null) return
  client.setQueryData<readonly string[]>(keys.deletedMessages(connection, thread_id), (ids = []) => [...ids, id])
}

/**
 * Makes a branch of queries stale. A further page that is being fetched is waited for first: fetching the list anew
 * would drop it, and on a busy server it would never arrive.
 */
export async function refresh(client: QueryClient, queryKey: Key): Promise<void> {
  const growing = client
    .getQueryCache()
    .findAll({ queryKey })
    .filter(({ state }) => state.fetchMeta?.fetchMore)
  // A query that was never fetched has no promise yet.
  await Promise.allSettled(growing.flatMap(({ promise }) => promise ?? []))
  await client.invalidateQueries({ queryKey })
}

/** What an answer says is true for some moment before it arrives: at most this much earlier. */
const ANSWER_MS = 1_000

/** Makes stale what a branch of queries knew before something happened, in Unix ms. */
export const refreshOlder = (client: QueryClient, queryKey: Key, ms: number) =>
  client.invalidateQueries({ queryKey, predicate: ({ state }) => state.dataUpdatedAt - ANSWER_MS <= ms })

/** Collects branches and hands over each once, so that a burst of changes makes one request. */
export function createBatch(flush: (branches: readonly Key[]) => void, afterMs: number) {
  const waiting = new Map<string, Key>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    timer = undefined
    const branches = [...waiting.values()]
    waiting.clear()
    flush(branches)
  }
  return {
    add(branches: readonly Key[]) {
      for (const branch of branches) waiting.set(JSON.stringify(branch), branch)
      timer ??= setTimeout(run, afterMs)
    },
    cancel() {
      clearTimeout(timer)
    },
  }
}
