import type * as z from 'zod'
import {
  assistantIdParams,
  createAssistantParams,
  listAssistantsParams,
  updateAssistantParams,
} from '@/lib/appbuilder/assistant'
import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
import { pageAnswer } from './answer'
import type { FaceServices } from './context'
import { createdMoments } from './created-moments'
import type { FaceRoutes } from './face-routes'
import type { AssistantExtras } from './extras-store'
import { requireMountable } from './mounts'
import { bodyOf, paging, segment } from './request'
import { toAssistant } from './to-assistant'
import { functionExtrasOf, toWireTools } from './tools'

type Settings = z.output<typeof createAssistantParams>

const at = (id: string) => `/assistants/${segment(id)}`

/** Everything but metadata, of which an empty one leaves what is there. */
const toBody = ({ model, name, description, instructions, response_format, tools, metadata }: Settings) =>
  ({
    model,
    name,
    description,
    instructions,
    response_format: { type: response_format },
    tools: toWireTools(tools),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  }) satisfies CreateAssistantBody

/** Sets what the wire cannot carry. Files that were mounted before keep the time of that. */
const putExtras = ({ extrasStore, clock }: FaceServices, id: string, settings: Settings) =>
  extrasStore.changeAssistant(id, ({ mounts }) => ({
    thought_instructions: settings.thought_instructions,
    chat_instructions: settings.chat_instructions,
    functions: functionExtrasOf(settings.tools),
    mounts: [...new Set(settings.file_ids)].map(
      (file_id) => mounts.find((mount) => mount.file_id === file_id) ?? { file_id, created_at: clock() },
    ),
  }))

async function shown(services: FaceServices, assistant: Assistant, extras: AssistantExtras) {
  return toAssistant(assistant, extras, await createdMoments(services, [assistant]))
}

export const assistantRoutes: FaceRoutes = (app, services, once) => {
  const { wire, extrasStore } = services

  const create = once(async (c, { services, saveAnswer }) => {
    const settings = await bodyOf(c, createAssistantParams)
    await requireMountable(services, settings.file_ids)
    const assistant = await services.wire.post<Assistant>('/assistants', toBody(settings))
    const object = await shown(services, assistant, await putExtras(services, assistant.id, settings))
    await saveAnswer({ object })
    return c.json(object)
  })
  app.post('/v2/assistants', create)

  app.post('/v2/assistants/update', async (c) => {
    const { assistant_id: id, ...settings } = await bodyOf(c, updateAssistantParams)
    await requireMountable(services, settings.file_ids)
    const assistant = await wire.post<Assistant>(at(id), toBody(settings))
    return c.json(await shown(services, assistant, await putExtras(services, id, settings)))
  })

  app.post('/v2/assistants/list', async (c) => {
    const query = paging(await bodyOf(c, listAssistantsParams))
    const { data, hasMore } = await wire.list<Assistant>('/assistants', query)
    const createdMs = await createdMoments(services, data)
    const all = data.map(async (each) => toAssistant(each, await extrasStore.assistant(each.id), createdMs))
    return c.json(pageAnswer({ data: await Promise.all(all), hasMore }))
  })

  app.post('/v2/assistants/query', async (c) => {
    const { assistant_id: id } = await bodyOf(c, assistantIdParams)
    return c.json(await shown(services, await wire.get<Assistant>(at(id)), await extrasStore.assistant(id)))
  })

  app.post('/v2/assistants/delete', async (c) => {
    const { assistant_id: id } = await bodyOf(c, assistantIdParams)
    return c.json(await wire.remove(at(id)))
  })
}
