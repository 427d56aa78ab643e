import { badRequest, notFound, RUN_ACTIVE } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  createThreadBody,
  modifyThreadBody,
  type CreateThreadBody,
  type ModifyThreadBody,
  type Thread,
} from '@/lib/protocol/thread'
import type { ToolResources } from '@/lib/protocol/tool'
import { toSeconds } from '@/lib/backend/clock'
import type { Routes, Services } from './context'
import { newMessage } from './new-message'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { codeFilesOf, namedInResources, requireFiles, requireResources, withCodeFiles } from '../files/named-files'
import { filesOfMessages } from './message-files'
import { planStores, searchedFilesOf, THREAD_EXPIRY } from '../vector-stores/store-plan'

/**
 * The thread and messages that a create-thread body describes, the files that it names, and the vector stores that are
 * to be made with it. Throws ApiError.
 */
async function newThread(
  body: CreateThreadBody,
  { ids, clock, files }: Pick<Services, 'ids' | 'clock' | 'files'>,
  prefix = '',
) {
  const given = body.messages ?? []
  const named = [
    ...namedInResources(body.tool_resources, `${prefix}tool_resources`),
    ...(await filesOfMessages(given, files, `${prefix}messages`)),
  ]
  const stores = planStores(
    {
      ...{ resources: body.tool_resources, attached: searchedFilesOf(given), expiry: THREAD_EXPIRY },
      param: `${prefix}tool_resources`,
    },
    { ids, clock },
  )
  const seconds = toSeconds(clock())
  const thread: Thread = {
    id: ids('thread_'),
    object: 'thread',
    created_at: seconds,
    tool_resources: withCodeFiles(stores.resources, codeFilesOf(given), `${prefix}messages`),
    metadata: body.metadata ?? {},
  }
  const messages = given.map((each) => newMessage(each, { id: ids('msg_'), threadId: thread.id, seconds }))
  return { thread, messages, named, stores }
}

interface ThreadOfRun {
  readonly thread: CreateThreadBody | null | undefined
  /** What the run itself is given. */
  readonly tool_resources: ToolResources | null | undefined
}

/** The same for a run's new thread. What the run is given is the thread's, too: no other run has been in it. */
export async function newThreadOfRun(
  { thread: body, tool_resources: ofRun }: ThreadOfRun,
  services: Pick<Services, 'ids' | 'clock' | 'files'>,
) {
  // Of two stores the run's own is searched.
  const { file_search } = ofRun ?? {}
  const resources = file_search ? { ...body?.tool_resources, file_search } : body?.tool_resources
  const own = { ...body, tool_resources: resources }
  const { thread, messages, named, stores } = await newThread(own, services, 'thread.')
  const given = namedInResources(ofRun)
  const ids = given.map(({ id }) => id)
  const tool_resources = withCodeFiles(thread.tool_resources, ids, 'tool_resources')
  return { thread: { ...thread, tool_resources }, messages, named: [...named, ...given], stores }
}

/** Left out means unchanged; null means cleared. */
const amend = (thread: Thread, { tool_resources, metadata }: ModifyThreadBody): Thread => ({
  ...thread,
  ...(tool_resources !== undefined && { tool_resources: tool_resources ?? {} }),
  ...(metadata !== undefined && { metadata: metadata ?? {} }),
})

export const threadRoutes: Routes = (app, services) => {
  const { store, vectorStores, changes, clock, ids, once } = services
  const announce = (id: string) => changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })

  // Not on the public wire, where threads can only be found by who wrote down their ids; the shape is that of any list.
  app.get('/threads', async (c) => {
    const { data, hasMore } = await store.threads.list(listQueryOf(c))
    return jsonAnswer(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const { thread, messages, named, stores } = await newThread(await bodyOf(c, createThreadBody), services)
    const dropped = await store.transaction(async (tables) => {
      await requireFiles(tables, named)
      const dropped = await stores.apply(tables)
      await tables.threads.insert(thread)
      for (const message of messages) await tables.messages.insert(message)
      await saveAnswer(tables, { object: thread })
      return dropped
    })
    announce(thread.id)
    vectorStores.changed(stores.storeIds, dropped)
    return jsonAnswer(thread)
  })
  app.post('/threads', create)

  app.get('/threads/:thread_id', async (c) => {
    const id = pathParam(c, 'thread_id')
    const thread = await store.threads.get(id)
    if (!thread) throw notFound('thread', id)
    return jsonAnswer(thread)
  })

  app.post('/threads/:thread_id', async (c) => {
    const id = pathParam(c, 'thread_id')
    const body = await bodyOf(c, modifyThreadBody)
    const { tool_resources: resources } = body
    const { thread, changed } = await store.transaction(async (tables) => {
      const current = await tables.threads.get(id)
      if (!current) throw notFound('thread', id)
      await requireResources(tables, resources, current.tool_resources)
      const standing = current.tool_resources?.file_search?.vector_store_ids
      const plan = planStores({ resources, known: standing, expiry: THREAD_EXPIRY }, { clock, ids })
      await plan.apply(tables)
      const amended = amend(current, { ...body, tool_resources: resources && plan.resources })
      await tables.threads.put(amended)
      return { thread: amended, changed: plan.storeIds }
    })
    announce(id)
    vectorStores.changed(changed)
    return jsonAnswer(thread)
  })
}

export const threadDeletion: Routes = (app, { store, changes }) => {
  app.delete('/threads/:thread_id', async (c) => {
    const id = pathParam(c, 'thread_id')
    await store.transaction(async (tables) => {
      const active = await tables.runs.active(id)
      if (active) throw badRequest(`Can't delete ${id} while a run ${active.id} is active.`, { code: RUN_ACTIVE })
      if (!(await tables.threads.remove(id))) throw notFound('thread', id)
    })
    changes.publish({ kind: 'thread', verb: 'deleted', id, thread_id: id, status: null })
    return jsonAnswer({ id, object: 'thread.deleted', deleted: true })
  })
}
