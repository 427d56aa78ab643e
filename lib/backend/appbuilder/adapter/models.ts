import { notFound } from '@/lib/protocol/error'
import { pathParam } from '@/lib/backend/wire/request'
import type { AdapterRoutes } from './context'
import { DEFAULT_MODEL } from './from-assistant'

/** AppBuilder lists no models; these are the ones that its documents name. */
const names = [DEFAULT_MODEL, 'ERNIE-4.0-8K', 'ERNIE-3.5-8K']

const toModel = (id: string) => ({ id, object: 'model' as const, created: 0, owned_by: 'baidu' })

export const modelRoutes: AdapterRoutes = (app) => {
  app.get('/models', (c) => c.json({ object: 'list', data: names.map(toModel) }))

  app.get('/models/:model', (c) => {
    const id = pathParam(c, 'model')
    if (!names.includes(id)) throw notFound('model', id)
    return c.json(toModel(id))
  })
}
