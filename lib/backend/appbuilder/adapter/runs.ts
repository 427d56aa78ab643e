import type { Context } from 'hono'
import type { RunParams } from '@/lib/appbuilder/run'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  createRunBody,
  createThreadAndRunBody,
  submitToolOutputsBody,
  type CreateRunBody,
  type Run,
} from '@/lib/protocol/run'
import { toSeconds } from '@/lib/backend/clock'
import { newRun } from '@/lib/run/new-run'
import type { InTransaction } from '@/lib/backend/log/event-log'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { saveRunAnswer, runResponse } from '@/lib/backend/wire/run-response'
import { streamLeg } from '@/lib/backend/wire/leg-stream'
import { seenRun, seenThread } from './adopt'
import { seenAssistant } from './assistants'
import { compare } from './compare'
import type { AdapterRoutes, AdapterServices } from './context'
import { secondsOf, toFormat, toTools } from './from-assistant'
import { toMessage } from './from-message'
import { inChunks } from './in-chunks'
import { unsupported, refuseAll, refuseHostedTools, refuseJsonSchema, refuseStrict } from './refusal'
import { newThread } from './threads'

/** What a run's body may say only in the way that changes nothing. */
const neutral = {
  max_prompt_tokens: [],
  max_completion_tokens: [],
  tool_choice: ['auto'],
  // Each run that was recorded asked for one call at a time, and clients without a stream can answer no more.
  parallel_tool_calls: [true, false],
  reasoning_effort: ['none'],
  tool_resources: [],
}

function refuse(body: CreateRunBody) {
  refuseHostedTools(body.tools)
  refuseStrict(body.tools)
  refuseJsonSchema(body.response_format)
  const { truncation_strategy: truncation, ...rest } = body
  refuseAll(rest, neutral)
  if (truncation && truncation.type !== 'auto') throw unsupported('truncation_strategy', 'truncation_strategy')
}

function toParams(body: CreateRunBody, run: Run): RunParams {
  const isOwn = Boolean(body.instructions || body.additional_instructions)
  const { temperature, top_p } = body
  const sampling = { ...(temperature != null && { temperature }), ...(top_p != null && { top_p }) }
  return {
    thread_id: run.thread_id,
    assistant_id: body.assistant_id,
    model: body.model ?? null,
    metadata: body.metadata ?? {},
    response_format: toFormat(body.response_format),
    instructions: isOwn ? run.instructions : null,
    tools: toTools(body.tools ?? []),
    ...(Object.keys(sampling).length > 0 && { model_parameters: { chat_parameters: sampling } }),
    ...(body.additional_messages?.length && { thread: { messages: body.additional_messages.map(toMessage) } }),
  }
}

interface Beginning {
  readonly body: CreateRunBody
  readonly threadId: string
  readonly inTransaction: InTransaction
}

async function begin(services: AdapterServices, { body, threadId, inTransaction }: Beginning): Promise<Run> {
  const { engine, clock } = services
  const assistant = await seenAssistant(services, body.assistant_id)
  const options = { id: '', threadId, seconds: toSeconds(clock()), lifetimeSeconds: 0 }
  const { temperature = null, top_p = null } = body
  // AppBuilder says neither what it samples with by itself nor when a run expires.
  const asked: Run = { ...newRun(assistant, body, options), temperature, top_p, expires_at: null }
  const run = await engine.create(toParams(body, asked), {
    toRun: ({ id, threadId, model, createdMs }) => ({
      ...asked,
      id,
      created_at: createdMs ? secondsOf(createdMs) : asked.created_at,
      thread_id: threadId,
      model: model || asked.model,
    }),
    inTransaction,
  })
  // The messages that it brought along are only in the thread's list.
  if (body.additional_messages?.length)
    engine.aside(`Reading the messages that run ${run.id} brought along`, async (signal) => {
      await compare(services, { thread_id: run.thread_id, signal })
    })
  return run
}

async function findRun(services: AdapterServices, c: Context): Promise<Run> {
  const thread_id = pathParam(c, 'thread_id')
  const run_id = pathParam(c, 'run_id')
  const known = await services.mirror.runs.get(run_id)
  if (known?.thread_id === thread_id) return known
  await seenThread(services, thread_id)
  return seenRun(services, await services.client.threads.runs.query({ thread_id, run_id }))
}

export const runRoutes: AdapterRoutes = (app, services) => {
  const { client, engine, once, recentMessages } = services

  const createThreadAndRun = once(async (c, saveAnswer, markPending) => {
    const { thread: threadBody, stream, ...body } = await bodyOf(c, createThreadAndRunBody)
    refuse(body)
    const thread = await newThread(services, threadBody ?? {}, { markPending })
    const run = await begin(services, { body, threadId: thread.id, inTransaction: saveRunAnswer(saveAnswer, stream) })
    return stream ? streamLeg(engine, run.id, { after: 0 }) : runResponse(run)
  })
  app.post('/threads/runs', createThreadAndRun)

  app.get('/threads/:thread_id/runs', async (c) => {
    const query = listQueryOf(c)
    const thread_id = pathParam(c, 'thread_id')
    await seenThread(services, thread_id)
    const { data, hasMore } = await inChunks(query, (each) => client.threads.runs.list({ ...each, thread_id }))
    const runs: Run[] = []
    for (const run of data) runs.push(await seenRun(services, run))
    return c.json(toList(runs, hasMore))
  })

  const create = once(async (c, saveAnswer, markPending) => {
    const thread_id = pathParam(c, 'thread_id')
    const { stream, ...body } = await bodyOf(c, createRunBody)
    refuse(body)
    // A run that others have begun there is one that is underway.
    if (!recentMessages.has(thread_id)) await compare(services, { thread_id })
    await markPending()
    const run = await begin(services, { body, threadId: thread_id, inTransaction: saveRunAnswer(saveAnswer, stream) })
    return stream ? streamLeg(engine, run.id, { after: 0 }) : runResponse(run)
  })
  app.post('/threads/:thread_id/runs', create)

  app.get('/threads/:thread_id/runs/:run_id', async (c) => runResponse(await findRun(services, c)))

  app.post('/threads/:thread_id/runs/:run_id', () => {
    throw unsupported('modification of runs', 'metadata')
  })

  app.post('/threads/:thread_id/runs/:run_id/cancel', async (c) => {
    const { id } = await findRun(services, c)
    return runResponse(await engine.cancel(id))
  })

  const submit = once(async (c, saveAnswer) => {
    const { tool_outputs, stream } = await bodyOf(c, submitToolOutputsBody)
    const { id } = await findRun(services, c)
    const { run, after } = await engine.submit(id, {
      outputs: tool_outputs,
      inTransaction: saveRunAnswer(saveAnswer, stream),
    })
    return stream ? streamLeg(engine, id, { after }) : runResponse(run)
  })
  app.post('/threads/:thread_id/runs/:run_id/submit_tool_outputs', submit)
}

export const stepRoutes: AdapterRoutes = (app, services) => {
  const { mirror } = services

  app.get('/threads/:thread_id/runs/:run_id/steps', async (c) => {
    const query = listQueryOf(c)
    const run = await findRun(services, c)
    const { data, hasMore } = await mirror.steps.list(run.id, query)
    return c.json(toList(data, hasMore))
  })

  app.get('/threads/:thread_id/runs/:run_id/steps/:step_id', async (c) => {
    const run = await findRun(services, c)
    const id = pathParam(c, 'step_id')
    const step = await mirror.steps.get(id)
    if (step?.run_id !== run.id) throw notFound('run step', id)
    return c.json(step)
  })
}
