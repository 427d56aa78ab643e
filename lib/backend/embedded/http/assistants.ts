import {
  createAssistantBody,
  modifyAssistantBody,
  type Assistant,
  type ModifyAssistantBody,
} from '@/lib/protocol/assistant'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import { DEFAULT_SAMPLING } from '@/lib/run/default-sampling'
import { toSeconds } from '@/lib/backend/clock'
import type { Routes } from './context'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { requireResources } from '../files/named-files'
import { planStores } from '../vector-stores/store-plan'
import { refuseHostedTools } from './unsupported'

export const assistantRoutes: Routes = (app, { store, vectorStores, tools, changes, clock, ids, once }) => {
  const announce = (id: string) =>
    changes.publish({ kind: 'assistant', verb: 'put', id, thread_id: null, status: null })

  const find = async (id: string) => {
    const assistant = await store.assistants.get(id)
    if (!assistant) throw notFound('assistant', id)
    return assistant
  }

  app.get('/assistants', async (c) => {
    const { data, hasMore } = await store.assistants.list(listQueryOf(c))
    return jsonAnswer(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const body = await bodyOf(c, createAssistantBody)
    refuseHostedTools(body.tools, tools)
    const plan = planStores({ resources: body.tool_resources }, { clock, ids })
    const blank = blankAssistant(ids('asst_'), toSeconds(clock()), body.model)
    const assistant = amend(blank, { ...body, tool_resources: plan.resources })
    await store.transaction(async (tables) => {
      await requireResources(tables, body.tool_resources)
      await plan.apply(tables)
      await tables.assistants.insert(assistant)
      await saveAnswer(tables, { object: assistant })
    })
    announce(assistant.id)
    vectorStores.changed(plan.storeIds)
    return jsonAnswer(assistant)
  })
  app.post('/assistants', create)

  app.get('/assistants/:assistant_id', async (c) => jsonAnswer(await find(pathParam(c, 'assistant_id'))))

  app.post('/assistants/:assistant_id', async (c) => {
    const id = pathParam(c, 'assistant_id')
    const body = await bodyOf(c, modifyAssistantBody)
    refuseHostedTools(body.tools, tools)
    const { assistant, changed } = await store.transaction(async (tables) => {
      const current = await tables.assistants.get(id)
      if (!current) throw notFound('assistant', id)
      await requireResources(tables, body.tool_resources, current.tool_resources)
      const { tool_resources: resources } = body
      const standing = current.tool_resources?.file_search?.vector_store_ids
      const plan = planStores({ resources, known: standing }, { clock, ids })
      await plan.apply(tables)
      const amended = amend(current, { ...body, tool_resources: resources && plan.resources })
      await tables.assistants.put(amended)
      return { assistant: amended, changed: plan.storeIds }
    })
    announce(id)
    vectorStores.changed(changed)
    return jsonAnswer(assistant)
  })
}

export const assistantDeletion: Routes = (app, { store, changes }) => {
  app.delete('/assistants/:assistant_id', async (c) => {
    const id = pathParam(c, 'assistant_id')
    if (!(await store.assistants.remove(id))) throw notFound('assistant', id)
    changes.publish({ kind: 'assistant', verb: 'deleted', id, thread_id: null, status: null })
    return jsonAnswer({ id, object: 'assistant.deleted', deleted: true })
  })
}

/** Left out means unchanged; null means cleared, which for some fields is their default. */
function amend(assistant: Assistant, body: ModifyAssistantBody): Assistant {
  const keep = <T>(value: T | null | undefined, current: T, cleared: T) =>
    value === undefined ? current : (value ?? cleared)
  return {
    ...assistant,
    model: body.model ?? assistant.model,
    name: keep(body.name, assistant.name, null),
    description: keep(body.description, assistant.description, null),
    instructions: keep(body.instructions, assistant.instructions, null),
    tools: body.tools ?? assistant.tools,
    tool_resources: keep(body.tool_resources, assistant.tool_resources, {}),
    metadata: keep(body.metadata, assistant.metadata, {}),
    temperature: keep(body.temperature, assistant.temperature, DEFAULT_SAMPLING),
    top_p: keep(body.top_p, assistant.top_p, DEFAULT_SAMPLING),
    response_format: keep(body.response_format, assistant.response_format, 'auto'),
    ...(body.reasoning_effort !== undefined && { reasoning_effort: body.reasoning_effort }),
  }
}

const blankAssistant = (id: string, seconds: number, model: string): Assistant => ({
  id,
  object: 'assistant',
  created_at: seconds,
  name: null,
  description: null,
  model,
  instructions: null,
  tools: [],
  tool_resources: {},
  metadata: {},
  temperature: DEFAULT_SAMPLING,
  top_p: DEFAULT_SAMPLING,
  response_format: 'auto',
})
