import { notFound } from '@/lib/protocol/error'
import type { ModelObject } from '@/lib/protocol/model'
import type { Routes } from './context'
import { pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'

export const modelRoutes: Routes = (app, { models }) => {
  const toModel = ({ id, owned_by }: { id: string; owned_by: string }): ModelObject => ({
    id,
    object: 'model',
    created: 0,
    owned_by,
  })

  app.get('/models', () => jsonAnswer({ object: 'list', data: models.names.map(toModel) }))

  // A model's name may contain slashes.
  app.get('/models/:model{.+}', (c) => {
    const id = pathParam(c, 'model')
    const name = models.names.find((each) => each.id === id)
    if (!name) throw notFound('model', id)
    return jsonAnswer(toModel(name))
  })
}
