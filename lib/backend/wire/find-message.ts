import { badRequest, notFound } from '@/lib/protocol/error'
import type { Store, Tables } from '@/lib/backend/store/store'
import type { MessageSource } from './playground-routes'

/** The message of the thread. @throws ApiError when there is none, or no such thread. */
export async function findMessage(tables: Tables, threadId: string, id: string) {
  const message = await tables.messages.get(id)
  if (message?.thread_id === threadId) return message
  if (!(await tables.threads.get(threadId))) throw notFound('thread', threadId)
  throw notFound('message', id)
}

/** @throws ApiError while a run works on the thread: `action` is what cannot be done then. */
export async function requireUnlocked(tables: Tables, threadId: string, action: string) {
  const active = await tables.runs.active(threadId)
  if (active) throw badRequest(`Can't ${action} ${threadId} while a run ${active.id} is active.`)
}

/** A thread's messages as this store has them. */
export const messageSource = (store: Store): MessageSource => ({
  async list(threadId, query) {
    if (!(await store.threads.get(threadId))) throw notFound('thread', threadId)
    return store.messages.list(threadId, query)
  },
  get: (threadId, id) => findMessage(store, threadId, id),
})
