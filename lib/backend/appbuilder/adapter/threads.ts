import type { z } from 'zod'
import type { threadSchema } from '@/lib/appbuilder/thread'
import { toList } from '@/lib/protocol/list'
import { createThreadBody, modifyThreadBody, type CreateThreadBody, type Thread } from '@/lib/protocol/thread'
import { bodyOf, listQueryOf, pathParam } from '../../embedded/http/request'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromMetadata, secondsOf } from './from-assistant'
import { fromMessage, toMessage } from './from-message'
import { refuseAll } from './refusal'

const fromThread = (thread: z.output<typeof threadSchema>): Thread => ({
  id: thread.id,
  object: 'thread',
  created_at: secondsOf(thread.created_at),
  tool_resources: {},
  metadata: fromMetadata(thread.metadata),
})

/** Makes the thread there and remembers it here: AppBuilder lists no threads. */
export async function newThread({ client, mirror, changes }: AdapterServices, body: CreateThreadBody): Promise<Thread> {
  refuseAll(body, { tool_resources: [] })
  const messages = (body.messages ?? []).map(toMessage)
  const created = await client.threads.create({ messages })
  const metadata = body.metadata ?? {}
  if (Object.keys(metadata).length > 0) await client.threads.update({ thread_id: created.id, metadata })
  const thread = { ...fromThread(created), metadata }
  await mirror.threads.insert(thread)
  if (messages.length > 0) {
    const { data } = await client.threads.messages.list({ thread_id: thread.id, order: 'asc' })
    for (const message of data) await mirror.messages.insert(fromMessage(message))
  }
  changes.publish({ kind: 'thread', verb: 'put', id: thread.id, thread_id: thread.id, status: null })
  return thread
}

/** The thread in the mirror, taken there from the remote when it is seen for the first time. */
export async function seenThread({ client, mirror }: AdapterServices, thread_id: string): Promise<Thread> {
  const known = await mirror.threads.get(thread_id)
  if (known) return known
  const thread = fromThread(await client.threads.query({ thread_id }))
  await mirror.threads.insert(thread)
  const { data } = await client.threads.messages.list({ thread_id, order: 'asc' })
  for (const message of data) await mirror.messages.insert(fromMessage(message))
  return thread
}

export const threadRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror, changes } = services

  app.get('/threads', async (c) => {
    const { data, hasMore } = await mirror.threads.list(listQueryOf(c))
    return c.json(toList(data, hasMore))
  })

  app.post('/threads', async (c) => c.json(await newThread(services, await bodyOf(c, createThreadBody))))

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
