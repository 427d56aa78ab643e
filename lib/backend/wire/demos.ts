import { demo, type Demo } from '@/lib/protocol/demo'
import { notFound } from '@/lib/protocol/error'
import type { PlaygroundRoutes } from './playground-routes'
import { bodyOf, pathParam } from './request'

/** A record of the assistant's. */
export const DEMO = 'demo'

const NONE: Demo = { messages: [] }

/** An assistant's demo: the messages that a presenter sends one by one. They stand beside the assistant, on no wire. */
export const demoRoutes: PlaygroundRoutes = (app, { store, changes }) => {
  const at = '/connections/:connection/assistants/:assistant_id/demo'

  app.get(at, async (c) => {
    const id = pathParam(c, 'assistant_id')
    if (!(await store.assistants.get(id))) throw notFound('assistant', id)
    return c.json((await store.records.get(DEMO, id)) ?? NONE)
  })

  /** Replaces it. 404 for an assistant that is not known here, 400 for a message without a word. */
  app.post(at, async (c) => {
    const id = pathParam(c, 'assistant_id')
    const body = await bodyOf(c, demo)
    await store.transaction(async ({ assistants, records }) => {
      if (!(await assistants.get(id))) throw notFound('assistant', id)
      await records.put({ kind: DEMO, id, owner: id }, body)
    })
    changes.publish({ kind: 'assistant', verb: 'put', id, thread_id: null, status: null })
    return c.json(body)
  })
}
