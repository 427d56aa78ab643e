import {
  createMessageParams,
  listMessagesParams,
  messageFilesParams,
  messageIdParams,
  updateMessageParams,
} from '@/lib/appbuilder/thread'
import type { Message } from '@/lib/protocol/message'
import { pageAnswer, pageWithin } from './answer'
import type { FaceRoutes, FaceServices } from './context'
import { requireFiles } from './files'
import { bodyOf, paging, segment } from './request'
import { msOf } from './to-assistant'
import { fromAnswerId, toMessage } from './to-message'

const inThread = (threadId: string) => `/threads/${segment(threadId)}/messages`
const at = (threadId: string, id: string) => `${inThread(threadId)}/${segment(fromAnswerId(id))}`

interface NewMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly file_ids: readonly string[]
}

/** Adds a message to a thread; its files must be there. */
export async function addMessage(services: FaceServices, threadId: string, { role, content, file_ids }: NewMessage) {
  await requireFiles(services, file_ids)
  const message = await services.wire.post<Message>(inThread(threadId), { role, content })
  const extras = { file_ids }
  if (file_ids.length > 0) await services.keep.putMessage(message.id, threadId, extras)
  return toMessage(message, extras)
}

export const messageRoutes: FaceRoutes = (app, services) => {
  const { wire, keep } = services
  const shown = async (message: Message) => toMessage(message, await keep.message(message.id))

  app.post('/v2/threads/messages', async (c) => {
    const { thread_id, ...message } = await bodyOf(c, createMessageParams)
    return c.json(await addMessage(services, thread_id, message))
  })

  app.post('/v2/threads/messages/list', async (c) => {
    const { thread_id, ...query } = await bodyOf(c, listMessagesParams)
    const cursors = { after: fromAnswerId(query.after), before: fromAnswerId(query.before) }
    const { data, hasMore } = await wire.list<Message>(inThread(thread_id), { ...paging(query), ...cursors })
    return c.json(pageAnswer({ data: await Promise.all(data.map(shown)), hasMore }))
  })

  app.post('/v2/threads/messages/query', async (c) => {
    const { thread_id, message_id } = await bodyOf(c, messageIdParams)
    return c.json(await shown(await wire.get<Message>(at(thread_id, message_id))))
  })

  app.post('/v2/threads/messages/update', async (c) => {
    const { thread_id, message_id, content, file_ids } = await bodyOf(c, updateMessageParams)
    await requireFiles(services, file_ids)
    const message =
      content === null
        ? await wire.get<Message>(at(thread_id, message_id))
        : await wire.own.post<Message>(at(thread_id, message_id), { text: content })
    await keep.putMessage(message.id, thread_id, { file_ids })
    return c.json(toMessage(message, { file_ids }))
  })

  app.post('/v2/threads/messages/files/list', async (c) => {
    const { thread_id, message_id, ...query } = await bodyOf(c, messageFilesParams)
    const message = await wire.get<Message>(at(thread_id, message_id))
    const { file_ids } = await keep.message(message.id)
    const files = file_ids.map((id) => ({
      id,
      object: 'thread.message.file',
      created_at: msOf(message.created_at),
      message_id: message.id,
    }))
    return c.json(pageAnswer(pageWithin(files, paging(query))))
  })
}
