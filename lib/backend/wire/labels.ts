import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import { LABEL_LENGTH, MAX_LABELS } from '@/lib/run/list-limits'
import type { PlaygroundRoutes } from './playground-routes'
import { bodyOf, queryOf } from './request'

export const labelText = z.string().trim().min(1).max(LABEL_LENGTH)

const kind = z.enum(['thread', 'run'])

const labelsBody = z.strictObject({
  kind,
  ids: z.array(z.string()).min(1).max(100),
  add: z.array(labelText).max(MAX_LABELS).default([]),
  remove: z.array(labelText).max(MAX_LABELS).default([]),
})

/** Labels of threads and runs: the playground's own, for no wire has a word for them. */
export const labelRoutes: PlaygroundRoutes = (app, { store, changes }) => {
  app.get('/connections/:connection/labels', async (c) => {
    const labels = await store.labels.list(queryOf(c, z.object({ kind })).kind)
    return c.json({ data: labels })
  })

  /** Changes the labels of many at once; those that are gone are left out, unless none is left. */
  app.post('/connections/:connection/labels', async (c) => {
    const { ids, ...change } = await bodyOf(c, labelsBody)
    const changed = await store.transaction(async ({ labels }) => {
      const found: string[] = []
      for (const id of new Set(ids)) if (await labels.change({ ...change, id })) found.push(id)
      return found
    })
    if (changed.length === 0) throw notFound(change.kind, ids[0] ?? '')
    for (const id of changed) {
      // Without a status: nothing has happened to the run.
      const thread_id = change.kind === 'thread' ? id : null
      changes.publish({ kind: change.kind, verb: 'put', id, thread_id, status: null })
    }
    return c.json({ changed })
  })
}
