import { badRequest, notFound } from '@/lib/protocol/error'
import type { AddedThread, ThreadIndex } from '@/lib/protocol/playground'
import type { PlaygroundRoutes } from './playground-routes'
import { pathParam } from './request'

/** What the index of threads has, how it comes to more, and threads that are added to it by their ids. */
export const threadIndexRoutes: PlaygroundRoutes = (app, services) => {
  const { store, addThread } = services
  const at = '/connections/:connection'

  const index = async (): Promise<ThreadIndex> => ({
    since_ms: store.sinceMs,
    gone: await store.threadMarks.countGone(),
    listing: (await services.listing?.()?.state()) ?? null,
  })

  app.get(`${at}/thread-index`, async (c) => c.json(await index()))

  /** Both answer with the index as it is then. */
  for (const action of ['start', 'stop'] as const) {
    app.post(`${at}/thread-index/${action}`, async (c) => {
      const listing = services.listing?.()
      if (!listing) throw badRequest('This connection’s backend has no list of threads.', { code: 'unsupported_value' })
      await listing[action]()
      return c.json(await index())
    })
  }

  /** 404 where its backend has no such thread, 400 where there is no backend elsewhere. */
  app.post(`${at}/threads/:thread_id/add`, async (c) => {
    const id = pathParam(c, 'thread_id')
    const known = await store.threads.summary(id)
    if (known && !known.is_unread) return c.json({ outcome: 'known', thread: known } satisfies AddedThread)
    if (!addThread) {
      throw badRequest(
        `There is no thread '${id}' here, and no other server to ask: the built-in backend keeps its own threads. ` +
          'Threads of another server come in with their ids at /transfer.',
        { param: 'thread_id', code: 'no_other_server' },
      )
    }
    await addThread(id)
    const thread = await store.threads.summary(id)
    if (!thread) throw notFound('thread', id)
    return c.json({ outcome: 'added', thread } satisfies AddedThread)
  })
}
