import * as z from 'zod'
import { toList, type ListQuery } from '@/lib/protocol/list'
import { MAX_TEXT } from '@/lib/protocol/limits'
import { createMessageBody, type Message } from '@/lib/protocol/message'
import { requireUnlocked } from '@/lib/backend/wire/find-message'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import type { MessageSource } from '@/lib/backend/wire/playground-routes'
import { pageWithin } from '../page-within'
import { seenThread } from './adopt'
import { compare } from './compare'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromMessage, toMessage } from './from-message'
import { all, inChunks } from './in-chunks'
import { knownName } from './known-name'
import { unsupported } from './refusal'

const rewriteBody = z.strictObject({
  text: z.string().min(1).max(MAX_TEXT),
  /** Without it the files stay. */
  file_ids: z.array(z.string()).optional(),
})

/** The messages under the names that are known here. */
async function underKnownNames(services: AdapterServices, messages: readonly Message[]) {
  const named: Message[] = []
  for (const message of messages) named.push({ ...message, id: await knownName(services, message, messages) })
  return named
}

/** All messages of a thread, oldest first: as the account names them, and under the names that are known here. */
async function everyMessage(services: AdapterServices, thread_id: string) {
  const { data } = await inChunks(all, (query) => services.client.threads.messages.list({ ...query, thread_id }))
  const told = data.map(fromMessage)
  return { told, named: await underKnownNames(services, told) }
}

interface MessageIds {
  readonly thread_id: string
  readonly message_id: string
}

/** Only what runs said, and was followed from here, can have another name at the account. */
const mayDiffer = async ({ mirror }: AdapterServices, id: string | undefined) =>
  id !== undefined && Boolean((await mirror.messages.get(id))?.run_id)

/** The account's name of a message. */
async function nameThere(services: AdapterServices, { thread_id, message_id }: MessageIds): Promise<string> {
  if (!(await mayDiffer(services, message_id))) return message_id
  const { told, named } = await everyMessage(services, thread_id)
  return told[named.findIndex(({ id }) => id === message_id)]?.id ?? message_id
}

interface MessageQuery extends ListQuery {
  readonly thread_id: string
  readonly run_id?: string | undefined
}

async function listed(services: AdapterServices, { thread_id, run_id, ...query }: MessageQuery) {
  const isLocal = run_id || (await mayDiffer(services, query.after)) || (await mayDiffer(services, query.before))
  if (isLocal) {
    const { named } = await everyMessage(services, thread_id)
    return pageWithin(run_id ? named.filter((message) => message.run_id === run_id) : named, query)
  }
  const { messages } = services.client.threads
  const { data, hasMore } = await inChunks(query, (each) => messages.list({ ...each, thread_id }))
  return { data: await underKnownNames(services, data.map(fromMessage)), hasMore }
}

/** What was seen of the account: pages show it whatever the account does, and compare it with the account meanwhile. */
export const messageSource = (services: AdapterServices): MessageSource => ({
  async list(thread_id, query) {
    await seenThread(services, thread_id)
    return services.mirror.messages.list(thread_id, query)
  },
  async get(thread_id, message_id) {
    const known = await services.mirror.messages.get(message_id)
    if (known?.thread_id === thread_id) return known
    return fromMessage(await services.client.threads.messages.query({ thread_id, message_id }))
  },
})

export const messageRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror, engine, changes, once, recentMessages } = services
  const { messages } = client.threads
  const announce = (id: string, threadId: string) =>
    changes.publish({ kind: 'message', verb: 'put', id, thread_id: threadId, status: null })

  app.get('/threads/:thread_id/messages', async (c) => {
    const thread_id = pathParam(c, 'thread_id')
    const run_id = c.req.query('run_id')
    const { data, hasMore } = await listed(services, { thread_id, run_id, ...listQueryOf(c) })
    return c.json(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer, markPending) => {
    const thread_id = pathParam(c, 'thread_id')
    const body = toMessage(await bodyOf(c, createMessageBody))
    await compare(services, { thread_id })
    await requireUnlocked(mirror, thread_id, 'add messages to')
    await markPending()
    const message = await engine.exclusive(thread_id, async () => {
      const created = fromMessage(await messages.create({ thread_id, ...body }))
      await mirror.transaction(async (tables) => {
        await tables.messages.insert(created)
        await saveAnswer(tables, { object: created })
      })
      return created
    })
    recentMessages.note(thread_id)
    announce(message.id, thread_id)
    return c.json(message)
  })
  app.post('/threads/:thread_id/messages', create)

  app.get('/threads/:thread_id/messages/:message_id', async (c) =>
    c.json(await messageSource(services).get(pathParam(c, 'thread_id'), pathParam(c, 'message_id'))),
  )

  app.post('/threads/:thread_id/messages/:message_id', () => {
    throw unsupported('metadata of messages', 'metadata')
  })

  app.delete('/threads/:thread_id/messages/:message_id', () => {
    throw unsupported('deletion of messages')
  })
}

/** The playground's own request to change what a message says. */
export const rewriteRoutes =
  (connection: string): AdapterRoutes =>
  (app, services) => {
    const { client, mirror, changes } = services
    app.post(`/connections/${connection}/threads/:thread_id/messages/:message_id`, async (c) => {
      const thread_id = pathParam(c, 'thread_id')
      const message_id = pathParam(c, 'message_id')
      const { text, file_ids: named } = await bodyOf(c, rewriteBody)
      const there = { thread_id, message_id: await nameThere(services, { thread_id, message_id }) }
      const before = await client.threads.messages.query(there)
      const file_ids = named ?? before.file_ids
      await client.threads.messages.update({ ...there, content: text, file_ids })
      const content = [{ type: 'text', text: { value: text, annotations: [] } }]
      const message = fromMessage({ ...before, id: message_id, content, file_ids })
      await mirror.messages.put(message)
      changes.publish({ kind: 'message', verb: 'put', id: message_id, thread_id, status: null })
      return c.json(message)
    })
  }
