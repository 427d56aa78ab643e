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
import { requireResources } from '../files/named-files'
import { refuseHostedTools, refuseVectorStores } from './unsupported'

export const assistantRoutes: Routes = (app, { store, changes, clock, ids, once }) => {
  const announce = (verb: 'put' | 'deleted', id: string) =>
    changes.publish({ kind: 'assistant', verb, id, thread_id: null, status: null })

  const find = async (id: string) => {
    const assistant = await store.assistants.get(id)
    if (!assistant) throw notFound('assistant', id)
    return assistant
  }

  app.get('/assistants', async (c) => {
    const { data, hasMore } = await store.assistants.list(listQueryOf(c))
    return c.json(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const body = await bodyOf(c, createAssistantBody)
    refuseUnavailable(body)
    const assistant = amend(blankAssistant(ids('asst_'), toSeconds(clock()), body.model), body)
    await store.transaction(async (tables) => {
      await requireResources(tables, body.tool_resources)
      await tables.assistants.insert(assistant)
      await saveAnswer(tables, { object: assistant })
    })
    announce('put', assistant.id)
    return c.json(assistant)
  })
  app.post('/assistants', create)

  app.get('/assistants/:assistant_id', async (c) => c.json(await find(pathParam(c, 'assistant_id'))))

  app.post('/assistants/:assistant_id', async (c) => {
    const id = pathParam(c, 'assistant_id')
    const body = await bodyOf(c, modifyAssistantBody)
    refuseUnavailable(body)
    const assistant = await store.transaction(async (tables) => {
      const current = await tables.assistants.get(id)
      if (!current) throw notFound('assistant', id)
      await requireResources(tables, body.tool_resources, current.tool_resources)
      const amended = amend(current, body)
      await tables.assistants.put(amended)
      return amended
    })
    announce('put', id)
    return c.json(assistant)
  })

  app.delete('/assistants/:assistant_id', async (c) => {
    const id = pathParam(c, 'assistant_id')
    if (!(await store.assistants.remove(id))) throw notFound('assistant', id)
    announce('deleted', id)
    return c.json({ id, object: 'assistant.deleted', deleted: true })
  })
}

function refuseUnavailable(body: ModifyAssistantBody) {
  refuseHostedTools(body.tools)
  refuseVectorStores(body.tool_resources)
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
