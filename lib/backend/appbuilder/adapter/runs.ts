import type { Context } from 'hono'
import type { RunParams } from '@/lib/appbuilder/run'
import { toList } from '@/lib/protocol/list'
import {
  createRunBody,
  createThreadAndRunBody,
  submitToolOutputsBody,
  type CreateRunBody,
  type Run,
} from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { toSeconds } from '../../embedded/clock'
import { newRun } from '../../embedded/engine/new-run'
import { bodyOf, listQueryOf, pathParam } from '../../embedded/http/request'
import { streamLeg } from '../../embedded/http/runs'
import { refuseHostedTools } from '../../embedded/http/unsupported'
import { cursorsOf, seenAssistant } from './assistants'
import type { AdapterRoutes, AdapterServices } from './context'
import { toFormat, toTools } from './from-assistant'
import { toMessage } from './from-message'
import { fromRun, fromStep } from './from-run'
import { lacking, refuseAll, refuseJsonSchema } from './refusal'
import { newThread, seenThread } from './threads'

/** How soon SDKs should ask again for a run that is underway. */
const POLL_AFTER_MS = 250

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
  refuseJsonSchema(body.response_format)
  const { truncation_strategy: truncation, ...rest } = body
  refuseAll(rest, neutral)
  if (truncation && truncation.type !== 'auto') throw lacking('truncation_strategy', 'truncation_strategy')
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

async function begin(services: AdapterServices, body: CreateRunBody, threadId: string): Promise<Run> {
  const { engine, clock } = services
  const assistant = await seenAssistant(services, body.assistant_id)
  const options = { id: '', threadId, seconds: toSeconds(clock()), lifetimeSeconds: 0 }
  const { temperature = null, top_p = null } = body
  // AppBuilder says neither what it samples with by itself nor when a run expires.
  const asked: Run = { ...newRun(assistant, body, options), temperature, top_p, expires_at: null }
  return engine.create(toParams(body, asked), ({ id, threadId }) => ({ ...asked, id, thread_id: threadId }))
}

const runResponse = (c: Context, run: Run) => {
  if (!isTerminal(run.status)) c.header('openai-poll-after-ms', String(POLL_AFTER_MS))
  return c.json(run)
}

/** As followed from here, which says more; as the remote has it, when it was begun elsewhere. */
async function findRun({ client, mirror }: AdapterServices, c: Context): Promise<Run> {
  const thread_id = pathParam(c, 'thread_id')
  const run_id = pathParam(c, 'run_id')
  const known = await mirror.runs.get(run_id)
  if (known?.thread_id === thread_id) return known
  return fromRun(await client.threads.runs.query({ thread_id, run_id }))
}

export const runRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror, engine } = services

  app.post('/threads/runs', async (c) => {
    const { thread: threadBody = {}, stream, ...body } = await bodyOf(c, createThreadAndRunBody)
    refuse(body)
    const thread = await newThread(services, threadBody)
    const run = await begin(services, body, thread.id)
    return stream ? streamLeg(engine, run.id, 0) : runResponse(c, run)
  })

  app.get('/threads/:thread_id/runs', async (c) => {
    const query = listQueryOf(c)
    const thread_id = pathParam(c, 'thread_id')
    const { data, has_more } = await client.threads.runs.list({ ...query, ...cursorsOf(query), thread_id })
    const runs = data.map(async (run) => (await mirror.runs.get(run.id)) ?? fromRun(run))
    return c.json(toList(await Promise.all(runs), has_more))
  })

  app.post('/threads/:thread_id/runs', async (c) => {
    const thread = await seenThread(services, pathParam(c, 'thread_id'))
    const { stream, ...body } = await bodyOf(c, createRunBody)
    refuse(body)
    const run = await begin(services, body, thread.id)
    return stream ? streamLeg(engine, run.id, 0) : runResponse(c, run)
  })

  app.get('/threads/:thread_id/runs/:run_id', async (c) => runResponse(c, await findRun(services, c)))

  app.post('/threads/:thread_id/runs/:run_id', () => {
    throw lacking('modification of runs', 'metadata')
  })

  app.post('/threads/:thread_id/runs/:run_id/cancel', async (c) => {
    const { id } = await findRun(services, c)
    return runResponse(c, await engine.cancel(id))
  })

  app.post('/threads/:thread_id/runs/:run_id/submit_tool_outputs', async (c) => {
    const body = await bodyOf(c, submitToolOutputsBody)
    const { id } = await findRun(services, c)
    const { run, after } = await engine.submit(id, body.tool_outputs)
    return body.stream ? streamLeg(engine, id, after) : runResponse(c, run)
  })
}

export const stepRoutes: AdapterRoutes = (app, services) => {
  const { client, mirror } = services

  app.get('/threads/:thread_id/runs/:run_id/steps', async (c) => {
    const query = listQueryOf(c)
    const run = await findRun(services, c)
    if (await mirror.runs.get(run.id)) {
      const { data, hasMore } = await mirror.steps.list(run.id, query)
      return c.json(toList(data, hasMore))
    }
    const at = { thread_id: run.thread_id, run_id: run.id }
    const { data, has_more } = await client.threads.runs.steps.list({ ...query, ...cursorsOf(query), ...at })
    const steps = data.map((step) => fromStep(step, run))
    return c.json(toList(steps, has_more))
  })

  app.get('/threads/:thread_id/runs/:run_id/steps/:step_id', async (c) => {
    const run = await findRun(services, c)
    const id = pathParam(c, 'step_id')
    const known = await mirror.steps.get(id)
    if (known?.run_id === run.id) return c.json(known)
    const at = { thread_id: run.thread_id, run_id: run.id, step_id: id.replace(`${run.id}-`, '') }
    return c.json(fromStep(await client.threads.runs.steps.query(at), run))
  })
}
