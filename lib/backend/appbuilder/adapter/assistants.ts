import { isDeepStrictEqual } from 'node:util'
import type { AppBuilderAssistant } from '@/lib/appbuilder/assistant'
import type { Assistant } from '@/lib/protocol/assistant'
import { createAssistantBody, modifyAssistantBody, type ModifyAssistantBody } from '@/lib/protocol/assistant'
import { toList, type ListQuery } from '@/lib/protocol/list'
import type { SaveAnswer } from '@/lib/backend/wire/idempotency'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromAssistant, toFormat, toName, toSameTools, toTools } from './from-assistant'
import { inChunks } from './in-chunks'
import { refuseAll, refuseHostedTools, refuseJsonSchema, refuseStrict } from './refusal'

const refuse = (body: ModifyAssistantBody) => {
  refuseHostedTools(body.tools)
  refuseStrict(body.tools)
  refuseJsonSchema(body.response_format)
  refuseAll(body, { temperature: [1], top_p: [1], tool_resources: [], reasoning_effort: ['none'] })
}

/** Remembers the assistant here: the lists of threads and runs name it, and pages show it while nobody else does. */
async function remembered(
  services: AdapterServices,
  assistant: Assistant,
  saveAnswer?: SaveAnswer,
): Promise<Assistant> {
  const { mirror } = services
  if (!saveAnswer && isDeepStrictEqual(await mirror.assistants.get(assistant.id), assistant)) return assistant
  await mirror.transaction(async (tables) => {
    if (!(await tables.assistants.put(assistant))) await tables.assistants.insert(assistant)
    await saveAnswer?.(tables, { object: assistant })
  })
  announce(services, 'put', assistant.id)
  return assistant
}

const announce = ({ changes }: AdapterServices, verb: 'put' | 'deleted', id: string) =>
  changes.publish({ kind: 'assistant', verb, id, thread_id: null, status: null })

/** Forgets one that is not at the account any more. */
export async function forget(services: AdapterServices, id: string) {
  if (await services.mirror.assistants.remove(id)) announce(services, 'deleted', id)
}

/** The assistant as it was answered, with the model that AppBuilder named last. */
async function known({ mirror }: AdapterServices, answer: AppBuilderAssistant): Promise<Assistant> {
  return fromAssistant(answer, answer.model || (await mirror.assistants.get(answer.id))?.model)
}

/** The assistant as AppBuilder has it now. */
export async function seenAssistant(services: AdapterServices, assistant_id: string): Promise<Assistant> {
  return remembered(services, await known(services, await services.client.assistants.query({ assistant_id })))
}

/** A part of the account's list. */
export async function seenAssistants(services: AdapterServices, query: ListQuery) {
  const { assistants } = services.client
  const { data: told, hasMore } = await inChunks(query, (each) => assistants.list(each))
  const data = await Promise.all(told.map((each) => known(services, each)))
  // The oldest first: the mirror lists them in the order in which it met them.
  for (const assistant of query.order === 'desc' ? data.toReversed() : data) await remembered(services, assistant)
  return { data, hasMore }
}

export const assistantRoutes: AdapterRoutes = (app, services) => {
  const { client, once } = services
  const { assistants } = client

  app.get('/assistants', async (c) => {
    const { data, hasMore } = await seenAssistants(services, listQueryOf(c))
    return c.json(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer, markPending) => {
    const body = await bodyOf(c, createAssistantBody)
    refuse(body)
    await markPending()
    const created = await assistants.create({
      model: body.model,
      name: toName(body.name),
      description: body.description ?? '',
      instructions: body.instructions ?? '',
      response_format: toFormat(body.response_format),
      tools: toTools(body.tools ?? []),
      metadata: body.metadata ?? {},
    })
    const assistant = await remembered(services, { ...fromAssistant(created), model: body.model }, saveAnswer)
    return c.json(assistant)
  })
  app.post('/assistants', create)

  app.get('/assistants/:assistant_id', async (c) => c.json(await seenAssistant(services, pathParam(c, 'assistant_id'))))

  app.post('/assistants/:assistant_id', async (c) => {
    const assistant_id = pathParam(c, 'assistant_id')
    const body = await bodyOf(c, modifyAssistantBody)
    refuse(body)
    const before = await assistants.query({ assistant_id })
    const current = await known(services, before)
    const sent = amended(before, current, body)
    const updated = fromAssistant(await assistants.update({ assistant_id, ...sent }), sent.model)
    const assistant = await remembered(services, { ...updated, created_at: current.created_at })
    return c.json(assistant)
  })

  app.delete('/assistants/:assistant_id', async (c) => {
    const assistant_id = pathParam(c, 'assistant_id')
    await assistants.delete({ assistant_id })
    await forget(services, assistant_id)
    return c.json({ id: assistant_id, object: 'assistant.deleted', deleted: true })
  })
}

/** AppBuilder replaces the whole assistant: what a request does not name is sent back as it was. */
function amended(before: AppBuilderAssistant, current: Assistant, body: ModifyAssistantBody) {
  const keep = (value: string | null | undefined, was: string | null) => (value === undefined ? was : value) ?? ''
  return {
    model: body.model ?? current.model,
    name: toName(body.name === undefined ? current.name : body.name),
    description: keep(body.description, current.description),
    instructions: keep(body.instructions, current.instructions),
    thought_instructions: before.thought_instructions,
    chat_instructions: before.chat_instructions,
    response_format: body.response_format === undefined ? before.response_format : toFormat(body.response_format),
    tools: body.tools ? toTools(body.tools, before.tools) : toSameTools(before.tools),
    file_ids: before.file_ids,
    metadata: body.metadata ?? current.metadata,
  }
}
