import type * as z from 'zod'
import { metadataParam } from '@/lib/appbuilder/field'
import { threadIdParams, threadParam, updateThreadParams } from '@/lib/appbuilder/thread'
import type { Thread } from '@/lib/protocol/thread'
import type { FaceServices } from './context'
import { createdMoments } from './created-moments'
import type { FaceRoutes } from './face-routes'
import { requireFiles } from './files'
import { toWireMessage } from './messages'
import { bodyOf, segment } from './request'

const at = (id: string) => `/threads/${segment(id)}`

async function toThread(services: FaceServices, thread: Thread) {
  const createdMs = await createdMoments(services, [thread])
  return { id: thread.id, object: 'thread', created_at: createdMs(thread), metadata: thread.metadata }
}

/** The documents give a new thread metadata, which the Python SDK has no argument for. */
const createThreadParams = threadParam.extend({ metadata: metadataParam.default({}) })

interface NewThread extends z.output<typeof threadParam> {
  readonly metadata?: Readonly<Record<string, string>>
}

/** Makes a thread with its first messages and what files they have. */
export async function newThread(services: FaceServices, { messages, metadata = {} }: NewThread): Promise<Thread> {
  await requireFiles(
    services,
    messages.flatMap(({ file_ids }) => file_ids),
  )
  return services.wire.post<Thread>('/threads', { messages: messages.map(toWireMessage), metadata })
}

export const threadRoutes: FaceRoutes = (app, services, once) => {
  const { wire } = services
  const create = once(async (c, { services, saveAnswer }) => {
    const object = await toThread(services, await newThread(services, await bodyOf(c, createThreadParams)))
    await saveAnswer({ object })
    return c.json(object)
  })
  app.post('/v2/threads', create)

  app.post('/v2/threads/query', async (c) => {
    const { thread_id } = await bodyOf(c, threadIdParams)
    return c.json(await toThread(services, await wire.get<Thread>(at(thread_id))))
  })

  app.post('/v2/threads/update', async (c) => {
    const { thread_id, metadata } = await bodyOf(c, updateThreadParams)
    // The SDK sends {} whatever its user says, so {} changes nothing.
    const body = Object.keys(metadata).length > 0 ? { metadata } : {}
    return c.json(await toThread(services, await wire.post<Thread>(at(thread_id), body)))
  })

  app.post('/v2/threads/delete', async (c) => {
    const { thread_id } = await bodyOf(c, threadIdParams)
    return c.json(await wire.remove(at(thread_id)))
  })
}
