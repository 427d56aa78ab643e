import * as z from 'zod'
import { ApiError } from '@/lib/protocol/error'
import { MAX_QUERY } from '@/lib/protocol/limits'
import type { PlaygroundRoutes } from './playground-routes'
import { pathParam, queryOf } from './request'

const wordQuery = z.object({
  q: z.string().trim().min(1).max(MAX_QUERY),
  before: z.coerce.number().int().positive().optional(),
})

const idsQuery = z.object({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string()).max(100)),
})

/** Finds what was said by its words, and anything by its id. */
export const findRoutes: PlaygroundRoutes = (app, { store }) => {
  app.get('/connections/:connection/messages', async (c) =>
    c.json(await store.messages.findWords(queryOf(c, wordQuery))),
  )

  /** The wire tells in whole seconds when things were created. */
  app.get('/connections/:connection/created', async (c) => c.json(await store.createdMs(queryOf(c, idsQuery).ids)))

  /** Which assistants, threads and messages have these files, as far as they are known here. */
  app.get('/connections/:connection/file-uses', async (c) => c.json(await store.files.uses(queryOf(c, idsQuery).ids)))

  app.get('/connections/:connection/places/:id', async (c) => {
    const id = pathParam(c, 'id')
    const place = await store.placeOf(id)
    if (!place) throw new ApiError(404, `Nothing found with id '${id}'.`)
    return c.json(place)
  })
}
