import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import { NOTE_LENGTH } from '@/lib/run/list-limits'
import type { PlaygroundRoutes } from './playground-routes'
import { bodyOf, pathParam } from './request'

const ratingBody = z.strictObject({
  value: z.enum(['up', 'down']),
  note: z.string().trim().max(NOTE_LENGTH).default(''),
})

/** What people think of runs: the playground's own, for no wire has a word for it. */
export const ratingRoutes: PlaygroundRoutes = (app, { store, changes }) => {
  const at = '/connections/:connection/runs/:run_id/rating'
  async function set(id: string, rating: z.infer<typeof ratingBody> | null) {
    if (!(await store.ratings.set(id, rating))) throw notFound('run', id)
    // Without a status: nothing has happened to the run.
    changes.publish({ kind: 'run', verb: 'put', id, thread_id: null, status: null })
    return store.runs.summary(id)
  }

  /** Replaces the rating of a run: `{ value: 'up' | 'down', note? }`. The answer is the run's summary. */
  app.put(at, async (c) => c.json(await set(pathParam(c, 'run_id'), await bodyOf(c, ratingBody))))

  /** The labels and ratings of a thread's runs, by the ids of those that have some: `{ [run]: RunMarks }`. */
  app.get('/connections/:connection/threads/:thread_id/run-marks', async (c) =>
    c.json(Object.fromEntries(await store.ratings.marks(pathParam(c, 'thread_id')))),
  )

  /** Takes it away. */
  app.delete(at, async (c) => c.json(await set(pathParam(c, 'run_id'), null)))
}
