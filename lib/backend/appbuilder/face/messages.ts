import {
  createMessageParams,
  listMessagesParams,
  messageFilesParams,
  messageIdParams,
  updateMessageParams,
} from '@/lib/appbuilder/thread'
import type { Message } from '@/lib/protocol/message'
import { pageAnswer, wholeAnswer } from './answer'
import type { FaceServices } from './context'
import { createdMoments } from './created-moments'
import type { FaceRoutes } from './face-routes'
import { requireFiles } from './files'
import { bodyOf, paging, segment } from './request'
import { fileIdsOf, fromAnswerId, textOf, toMessage } from './to-message'

const inThread = (threadId: string) => `/threads/${segment(threadId)}/messages`
const at = (threadId: string, id: string) => `${inThread(threadId)}/${segment(fromAnswerId(id))}`

interface NewMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly file_ids: readonly string[]
}

/** The message as the Assistants wire takes it. */
export const toWireMessage = ({ role, content, file_ids }: NewMessage) => ({
  role,
  content,
  ...(file_ids.length > 0 && { attachments: file_ids.map((file_id) => ({ file_id })) }),
})

async function shown(services: FaceServices, message: Message) {
  return toMessage(message, await createdMoments(services, [message]))
}

export const messageRoutes: FaceRoutes = (app, services, once) => {
  const { wire } = services

  const create = once(async (c, { services, saveAnswer }) => {
    const { thread_id, ...message } = await bodyOf(c, createMessageParams)
    await requireFiles(services, message.file_ids)
    const object = await shown(services, await services.wire.post<Message>(inThread(thread_id), toWireMessage(message)))
    await saveAnswer({ object })
    return c.json(object)
  })
  app.post('/v2/threads/messages', create)

  app.post('/v2/threads/messages/list', async (c) => {
    const { thread_id, ...query } = await bodyOf(c, listMessagesParams)
    const cursors = { after: fromAnswerId(query.after), before: fromAnswerId(query.before) }
    const { data, hasMore } = await wire.list<Message>(inThread(thread_id), { ...paging(query), ...cursors })
    const createdMs = await createdMoments(services, data)
    return c.json(pageAnswer({ data: data.map((message) => toMessage(message, createdMs)), hasMore }))
  })

  app.post('/v2/threads/messages/query', async (c) => {
    const { thread_id, message_id } = await bodyOf(c, messageIdParams)
    return c.json(await shown(services, await wire.get<Message>(at(thread_id, message_id))))
  })

  app.post('/v2/threads/messages/update', async (c) => {
    const { thread_id, message_id, content: named, file_ids } = await bodyOf(c, updateMessageParams)
    // The SDK's documents call "" the default: no words are no change, like null.
    const content = named || null
    await requireFiles(services, file_ids)
    const path = at(thread_id, message_id)
    const before = await wire.get<Message>(path)
    const changesFiles = file_ids.length > 0 || fileIdsOf(before).length > 0
    if (content === null && !changesFiles) return c.json(await shown(services, before))
    const rewritten = { text: content ?? textOf(before), ...(changesFiles && { file_ids }) }
    return c.json(await shown(services, await wire.own.post<Message>(path, rewritten)))
  })

  app.post('/v2/threads/messages/files/list', async (c) => {
    const { thread_id, message_id, ...query } = await bodyOf(c, messageFilesParams)
    const message = await wire.get<Message>(at(thread_id, message_id))
    const createdMs = await createdMoments(services, [message])
    const files = fileIdsOf(message).map((id) => ({
      id,
      object: 'thread.message.file',
      created_at: createdMs(message),
      message_id: message.id,
    }))
    return c.json(wholeAnswer(files, { noun: 'file', query: paging(query) }))
  })
}
