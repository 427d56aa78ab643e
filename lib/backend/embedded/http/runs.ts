import type { Context } from 'hono'
import { notFound } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import { toList } from '@/lib/protocol/list'
import {
  createRunBody,
  createThreadAndRunBody,
  modifyRunBody,
  submitToolOutputsBody,
  type CreateRunBody,
  type Run,
} from '@/lib/protocol/run'
import { toFrame } from '@/lib/protocol/sse'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { isOnWire } from '@/lib/run/step-notes'
import { toSeconds } from '@/lib/backend/clock'
import type { AlongWith } from '@/lib/backend/log/ledger'
import type { Routes, Services } from './context'
import { eventStream, framesOf, wireFrame } from '@/lib/backend/wire/event-stream'
import { findRun } from '@/lib/backend/wire/find-run'
import type { Keep } from '@/lib/backend/wire/idempotency'
import { newMessage } from './new-message'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { checkInclude } from './steps'
import { newThread } from './threads'
import { toApiError } from '@/lib/backend/wire/to-api-error'
import { refuseFiles, refuseHostedChoice, refuseHostedTools, refuseToolResources } from './unsupported'

/** How soon SDKs should ask again for a run that is underway. Their own default is 5 s. */
const POLL_AFTER_MS = 250

/** A leg's stream is over when the run rests or waits for its caller. */
const isLegOver = (status: RunStatus) => isTerminal(status) || status === 'requires_action'

/** The last frame of a stream that breaks off: what is not done says no `done`. */
export const errorFrame = (error: unknown) =>
  toFrame({ event: 'error', data: JSON.stringify({ error: toApiError(error).body }) })

export function streamLeg(engine: Pick<Services['engine'], 'watch'>, runId: string, after: number): Response {
  const gone = new AbortController()
  const events = engine.watch(runId, { after, isOver: isLegOver, signal: gone.signal })
  const frames = framesOf(onWire(untilLegOver(events)), wireFrame)
  return eventStream(
    endingWith(frames, () => gone.abort()),
    { onError: errorFrame },
  )
}

/** Whoever reads late finds the next legs in the log, too. */
async function* untilLegOver(batches: AsyncIterable<readonly LoggedEvent[]>) {
  for await (const batch of batches) {
    const end = batch.findIndex(
      ({ data }) => 'object' in data && data.object === 'thread.run' && isLegOver(data.status),
    )
    yield end < 0 ? batch : batch.slice(0, end + 1)
    if (end >= 0) return
  }
}

/** The batches without what only the playground tells. */
async function* onWire(batches: AsyncIterable<readonly LoggedEvent[]>): AsyncGenerator<readonly LoggedEvent[]> {
  for await (const batch of batches) yield batch.filter(isOnWire)
}

/** An iterator whose `return` first sets free what `next` may be waiting for. */
export function endingWith(frames: AsyncGenerator<string>, release: () => void): AsyncIterator<string> {
  return {
    next: () => frames.next(),
    return: () => {
      release()
      return frames.return(undefined)
    },
  }
}

const runResponse = (c: Context, run: Run) => {
  if (!isTerminal(run.status)) c.header('openai-poll-after-ms', String(POLL_AFTER_MS))
  return c.json(run)
}

/** Keeps the run as it is answered, or from where on its events are streamed. */
export const keepRun =
  (keep: Keep, stream: boolean | null | undefined): AlongWith =>
  (tables, { run, after }) =>
    keep(tables, { object: run, streamAfter: stream ? after : undefined })

async function findAssistant({ store }: Services, body: CreateRunBody) {
  const assistant = await store.assistants.get(body.assistant_id)
  if (!assistant) throw notFound('assistant', body.assistant_id)
  refuseHostedTools(body.tools)
  refuseHostedChoice(body.tool_choice, body.tools ?? assistant.tools)
  return assistant
}

export const runRoutes: Routes = (app, services) => {
  const { store, engine, clock, ids, changes, once } = services

  const createThreadAndRun = once(async (c, keep) => {
    const { thread: threadBody, stream, tool_resources, ...body } = await bodyOf(c, createThreadAndRunBody)
    refuseToolResources(tool_resources)
    const assistant = await findAssistant(services, body)
    const { thread, messages } = newThread(threadBody ?? {}, services, 'thread.')
    const along = keepRun(keep, stream)
    const run = await engine.create({ assistant, body, thread: { create: thread }, messages, along })
    changes.publish({ kind: 'thread', verb: 'put', id: thread.id, thread_id: thread.id, status: null })
    return stream ? streamLeg(engine, run.id, 0) : runResponse(c, run)
  })
  app.post('/threads/runs', createThreadAndRun)

  app.get('/threads/:thread_id/runs', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const query = listQueryOf(c)
    if (!(await store.threads.get(threadId))) throw notFound('thread', threadId)
    const { data, hasMore } = await store.runs.list(threadId, query)
    return c.json(toList(data, hasMore))
  })

  const create = once(async (c, keep) => {
    checkInclude(c)
    const threadId = pathParam(c, 'thread_id')
    const { stream, ...body } = await bodyOf(c, createRunBody)
    const additional = body.additional_messages ?? []
    additional.forEach((message, index) => refuseFiles(message, `additional_messages[${index}].`))
    const assistant = await findAssistant(services, body)
    const seconds = toSeconds(clock())
    const messages = additional.map((message) => newMessage(message, { id: ids('msg_'), threadId, seconds }))
    const along = keepRun(keep, stream)
    const run = await engine.create({ assistant, body, thread: { id: threadId }, messages, along })
    return stream ? streamLeg(engine, run.id, 0) : runResponse(c, run)
  })
  app.post('/threads/:thread_id/runs', create)

  app.get('/threads/:thread_id/runs/:run_id', async (c) => runResponse(c, await findRun(store, c)))

  app.post('/threads/:thread_id/runs/:run_id', async (c) => {
    const body = await bodyOf(c, modifyRunBody)
    const run = await findRun(store, c)
    return c.json(body.metadata === undefined ? run : await engine.modify(run.id, body.metadata ?? {}))
  })

  app.post('/threads/:thread_id/runs/:run_id/cancel', async (c) => {
    const run = await findRun(store, c)
    return runResponse(c, await engine.cancel(run.id))
  })

  const submit = once(async (c, keep) => {
    const { tool_outputs, stream } = await bodyOf(c, submitToolOutputsBody)
    const { id } = await findRun(store, c)
    const { run, after } = await engine.submit(id, { outputs: tool_outputs, along: keepRun(keep, stream) })
    return stream ? streamLeg(engine, id, after) : runResponse(c, run)
  })
  app.post('/threads/:thread_id/runs/:run_id/submit_tool_outputs', submit)
}
