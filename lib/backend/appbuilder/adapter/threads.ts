import { toList } from '@/lib/protocol/list'
import { createThreadBody, modifyThreadBody, type CreateThreadBody, type Thread } from '@/lib/protocol/thread'
import type { SaveAnswer, MarkPending } from '@/lib/backend/wire/idempotency'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { fromThread, seenThread } from './adopt'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromMessage, toMessage } from './from-message'
import { all, inChunks } from './in-chunks'
import { refuseAll } from './refusal'

/** Makes the thread there and remembers it here: AppBuilder lists no threads. */
export async function newThread(
  { client, mirror, engine, changes }: AdapterServices,
  body: CreateThreadBody,
  { saveAnswer, markPending }: { readonly saveAnswer?: SaveAnswer; readonly markPending: MarkPending },
): Promise<Thread> {
  refuseAll(body, { tool_resources: [] })
  const messages = (body.messages ?? []).map(toMessage)
  await markPending()
  const created = await client.threads.create({ messages })
  const metadata = body.metadata ?? {}
  if (Object.keys(metadata).length > 0) await client.threads.update({ thread_id: created.id, metadata })
  const thread = { ...fromThread(created), metadata }
  await engine.exclusive(thread.id, async () => {
    await mirror.transaction(async (tables) => {
      await tables.threads.insert(thread)
      await saveAnswer?.(tables, { object: thread })
    })
    if (messages.length === 0) return
    const { data } = await inChunks(all, (query) => client.threads.messages.list({ ...query, thread_id: thread.id }))
    for (const message of data) await mirror.messages.insert(fromMessage(message))
  })
  changes.publish({ kind: 'thread', verb: 'put', id: thread.id, thread_id: thread.id, status: null })
  return thread
}

export const threadRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror, changes, once } = services

  app.get('/threads', async (c) => {
    const { data, hasMore } = await mirror.threads.list(listQueryOf(c))
    return c.json(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer, markPending) => {
    const body = await bodyOf(c, createThreadBody)
    return c.json(await newThread(services, body, { saveAnswer, markPending }))
  })
  app.post('/threads', create)

  app.get('/threads/:thread_id', async (c) =>
    c.json(fromThread(await client.threads.query({ thread_id: pathParam(c, 'thread_id') }))),
  )

  app.post('/threads/:thread_id', async (c) => {
    const thread_id = pathParam(c, 'thread_id')
    const { metadata, ...rest } = await bodyOf(c, modifyThreadBody)
    refuseAll(rest, { tool_resources: [] })
    const before = await seenThread(services, thread_id)
    if (!metadata) return c.json(before)
    await client.threads.update({ thread_id, metadata })
    const thread = { ...before, metadata }
    await mirror.threads.put(thread)
    changes.publish({ kind: 'thread', verb: 'put', id: thread_id, thread_id, status: null })
    return c.json(thread)
  })

  app.delete('/threads/:thread_id', async (c) => {
    const thread_id = pathParam(c, 'thread_id')
    await client.threads.delete({ thread_id })
    await mirror.threads.remove(thread_id)
    changes.publish({ kind: 'thread', verb: 'deleted', id: thread_id, thread_id, status: null })
    return c.json({ id: thread_id, object: 'thread.deleted', deleted: true })
  })
}

/** A thread that the pages ask for by its id is in their index from then on. */
export const adoptionRoutes =
  (connection: string): AdapterRoutes =>
  (app, services) => {
    app.get(`/connections/${connection}/threads/:thread_id`, async (c, next) => {
      await seenThread(services, pathParam(c, 'thread_id'))
      await next()
    })
  }
