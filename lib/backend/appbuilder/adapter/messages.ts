import { z } from 'zod'
import { toList } from '@/lib/protocol/list'
import { createMessageBody, MAX_TEXT, type Message } from '@/lib/protocol/message'
import { bodyOf, listQueryOf, pathParam } from '../../embedded/http/request'
import { seenThread } from './adopt'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromMessage, toMessage } from './from-message'
import { inChunks } from './in-chunks'
import { lacking } from './refusal'

const rewriteBody = z.strictObject({
  text: z.string().min(1).max(MAX_TEXT),
  /** Without it the files stay. */
  file_ids: z.array(z.string()).optional(),
})

/**
 * The answer of a run has one name in the run's stream and may have another in the thread's list. Who followed the run
 * knows the first, so that one stays.
 */
async function underKnownNames({ mirror }: AdapterServices, threadId: string, messages: readonly Message[]) {
  const named: Message[] = []
  for (const message of messages) {
    const { run_id } = message
    const query = { limit: 100, order: 'asc', ...(run_id && { run_id }) } as const
    const known = run_id ? (await mirror.messages.list(threadId, query)).data : []
    const [only] = known
    named.push(only && known.length === 1 ? { ...message, id: only.id } : message)
  }
  return named
}

export const messageRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror, changes } = services
  const { messages } = client.threads
  const announce = (id: string, threadId: string) =>
    changes.publish({ kind: 'message', verb: 'put', id, thread_id: threadId, status: null })

  app.get('/threads/:thread_id/messages', async (c) => {
    const thread_id = pathParam(c, 'thread_id')
    const query = listQueryOf(c)
    const { data, hasMore } = await inChunks(query, (each) => messages.list({ ...each, thread_id }))
    const run = c.req.query('run_id')
    const shown = await underKnownNames(services, thread_id, data.map(fromMessage))
    return c.json(toList(run ? shown.filter(({ run_id }) => run_id === run) : shown, hasMore))
  })

  app.post('/threads/:thread_id/messages', async (c) => {
    const thread_id = pathParam(c, 'thread_id')
    const body = toMessage(await bodyOf(c, createMessageBody))
    await seenThread(services, thread_id)
    const message = fromMessage(await messages.create({ thread_id, ...body }))
    await mirror.messages.insert(message)
    announce(message.id, thread_id)
    return c.json(message)
  })

  app.get('/threads/:thread_id/messages/:message_id', async (c) => {
    const message_id = pathParam(c, 'message_id')
    const thread_id = pathParam(c, 'thread_id')
    const known = await mirror.messages.get(message_id)
    if (known?.thread_id === thread_id) return c.json(known)
    return c.json(fromMessage(await messages.query({ thread_id, message_id })))
  })

  app.post('/threads/:thread_id/messages/:message_id', () => {
    throw lacking('metadata of messages', 'metadata')
  })

  app.delete('/threads/:thread_id/messages/:message_id', () => {
    throw lacking('deletion of messages')
  })
}

/** The playground's own request to change what a message says. */
export const rewriteRoutes =
  (connection: string): AdapterRoutes =>
  (app, { client, mirror, changes }) => {
    app.post(`/connections/${connection}/threads/:thread_id/messages/:message_id`, async (c) => {
      const thread_id = pathParam(c, 'thread_id')
      const message_id = pathParam(c, 'message_id')
      const { text, file_ids: named } = await bodyOf(c, rewriteBody)
      const before = await client.threads.messages.query({ thread_id, message_id })
      const file_ids = named ?? before.file_ids
      await client.threads.messages.update({ thread_id, message_id, content: text, file_ids })
      const content = [{ type: 'text', text: { value: text, annotations: [] } }]
      const message = fromMessage({ ...before, content, file_ids })
      await mirror.messages.put(message)
      changes.publish({ kind: 'message', verb: 'put', id: message_id, thread_id, status: null })
      return c.json(message)
    })
  }
