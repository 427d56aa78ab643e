import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import { createMessageBody, modifyMessageBody } from '@/lib/protocol/message'
import { toSeconds } from '@/lib/backend/clock'
import type { Routes } from './context'
import { newMessage } from './new-message'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { findMessage, requireUnlocked } from '@/lib/backend/wire/find-message'
import { addCodeFiles, codeFilesOf, requireFiles } from '../files/named-files'
import { attachFiles, searchedFilesOf } from '../vector-stores/store-plan'
import { filesOfMessages } from './message-files'

export const messageRoutes: Routes = (app, { store, files, vectorStores, changes, clock, ids, once }) => {
  const announce = (id: string, threadId: string) =>
    changes.publish({ kind: 'message', verb: 'put', id, thread_id: threadId, status: null })

  app.get('/threads/:thread_id/messages', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const query = { ...listQueryOf(c), run_id: c.req.query('run_id') }
    if (!(await store.threads.get(threadId))) throw notFound('thread', threadId)
    const { data, hasMore } = await store.messages.list(threadId, query)
    return jsonAnswer(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const threadId = pathParam(c, 'thread_id')
    const body = await bodyOf(c, createMessageBody)
    const named = await filesOfMessages([body], files)
    const { message, attached } = await store.transaction(async (tables) => {
      // Read, too: a damaged thread takes nothing new.
      const isThere = (await tables.threads.touch(threadId, clock())) && (await tables.threads.get(threadId))
      if (!isThere) throw notFound('thread', threadId)
      await requireUnlocked(tables, threadId, 'add messages to')
      await requireFiles(tables, named)
      const created = newMessage(body, { id: ids('msg_'), threadId, seconds: toSeconds(clock()) })
      await tables.messages.insert(created)
      await addCodeFiles(tables, threadId, codeFilesOf([body]))
      const searched = { threadId, files: searchedFilesOf([body]) }
      const attached = await attachFiles(tables, searched, { clock, ids })
      await saveAnswer(tables, { object: created })
      return { message: created, attached }
    })
    announce(message.id, threadId)
    vectorStores.changed(attached.storeIds, attached.dropped)
    return jsonAnswer(message)
  })
  app.post('/threads/:thread_id/messages', create)

  app.get('/threads/:thread_id/messages/:message_id', async (c) =>
    jsonAnswer(await findMessage(store, pathParam(c, 'thread_id'), pathParam(c, 'message_id'))),
  )

  app.post('/threads/:thread_id/messages/:message_id', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const body = await bodyOf(c, modifyMessageBody)
    const message = await store.transaction(async (tables) => {
      const current = await findMessage(tables, threadId, pathParam(c, 'message_id'))
      const amended = body.metadata === undefined ? current : { ...current, metadata: body.metadata ?? {} }
      await tables.messages.put(amended)
      return amended
    })
    announce(message.id, threadId)
    return jsonAnswer(message)
  })
}

export const messageDeletion: Routes = (app, { store, changes }) => {
  app.delete('/threads/:thread_id/messages/:message_id', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const id = pathParam(c, 'message_id')
    await store.transaction(async (tables) => {
      await findMessage(tables, threadId, id)
      await requireUnlocked(tables, threadId, 'delete messages from')
      await tables.messages.remove(id)
    })
    changes.publish({ kind: 'message', verb: 'deleted', id, thread_id: threadId, status: null })
    return jsonAnswer({ id, object: 'thread.message.deleted', deleted: true })
  })
}
