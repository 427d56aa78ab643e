import type { Context } from 'hono'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  createRunBody,
  createThreadAndRunBody,
  modifyRunBody,
  submitToolOutputsBody,
  type CreateRunBody,
  type Run,
} from '@/lib/protocol/run'
import { toSeconds } from '@/lib/backend/clock'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { InTransaction } from '@/lib/backend/log/event-log'
import type { Routes, Services } from './context'
import { readTraceContext } from '@/lib/backend/trace-context'
import { findRun } from '@/lib/backend/wire/find-run'
import { streamLeg } from '@/lib/backend/wire/leg-stream'
import { saveRunAnswer, runResponse } from '@/lib/backend/wire/run-response'
import { newMessage } from './new-message'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { includedFor, includedOf, keepingIncluded } from './include'
import { newThreadOfRun } from './threads'
import { addCodeFiles, codeFilesOf, requireFiles } from '../files/named-files'
import { filesOfMessages } from './message-files'
import { attachFiles, searchedFilesOf } from '../vector-stores/store-plan'
import { refuseHostedTools, refuseToolsOf, refuseUnknownChoice } from './unsupported'

async function findAssistant({ store, tools }: Services, body: CreateRunBody) {
  const assistant = await store.assistants.get(body.assistant_id)
  if (!assistant) throw notFound('assistant', body.assistant_id)
  if (body.tools) refuseHostedTools(body.tools, tools)
  else refuseToolsOf(assistant, tools)
  refuseUnknownChoice(body.tool_choice, body.tools ?? assistant.tools)
  return assistant
}

/** Gives the thread, in the transaction that stores the run, the files that come with the run's messages. */
async function filesInTransaction(threadId: string, messages: readonly CreateMessageBody[], services: Services) {
  const { files, vectorStores } = services
  const named = await filesOfMessages(messages, files, 'additional_messages')
  let attached: Awaited<ReturnType<typeof attachFiles>> | undefined
  return {
    around:
      (save: InTransaction): InTransaction =>
      async (tables, made) => {
        await requireFiles(tables, named)
        await addCodeFiles(tables, threadId, codeFilesOf(messages))
        attached = await attachFiles(tables, { threadId, files: searchedFilesOf(messages) }, services)
        await save(tables, made)
      },
    /** To be called when it is stored. */
    stored: () => vectorStores.changed(attached?.storeIds ?? [], attached?.dropped),
  }
}

/** Who polls asks about what is in memory. */
async function currentRun({ store, engine }: Services, context: Context): Promise<Run> {
  const active = engine.current(pathParam(context, 'run_id'))
  return active?.thread_id === pathParam(context, 'thread_id') ? active : findRun(store, context)
}

/** What its client has sent of its trace. */
const sentBy = ({ req }: Context) => ({
  trace: readTraceContext({ traceparent: req.header('traceparent'), tracestate: req.header('tracestate') }),
})

export const runRoutes: Routes = (app, services) => {
  const { store, engine, clock, ids, changes, once } = services

  const createThreadAndRun = once(async (c, saveAnswer) => {
    const included = includedOf(c)
    const { thread: threadBody, stream, tool_resources, ...body } = await bodyOf(c, createThreadAndRunBody)
    const assistant = await findAssistant(services, body)
    const { thread, messages, named, stores } = await newThreadOfRun({ thread: threadBody, tool_resources }, services)
    await requireFiles(store, named)
    const save = keepingIncluded(included, saveRunAnswer(saveAnswer, stream))
    let dropped: readonly number[] = []
    const inTransaction: InTransaction = async (tables, made) => {
      dropped = await stores.apply(tables)
      await save(tables, made)
    }
    const asked = { ...sentBy(c), assistant, body, messages }
    const run = await engine.create({ ...asked, thread: { create: thread }, inTransaction })
    services.vectorStores.changed(stores.storeIds, dropped)
    changes.publish({ kind: 'thread', verb: 'put', id: thread.id, thread_id: thread.id, status: null })
    return stream ? streamLeg(engine, run.id, { after: 0, included }) : runResponse(run)
  })
  app.post('/threads/runs', createThreadAndRun)

  app.get('/threads/:thread_id/runs', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const query = listQueryOf(c)
    if (!(await store.threads.get(threadId))) throw notFound('thread', threadId)
    const { data, hasMore } = await store.runs.list(threadId, query)
    return jsonAnswer(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const included = includedOf(c)
    const threadId = pathParam(c, 'thread_id')
    const { stream, ...body } = await bodyOf(c, createRunBody)
    const additional = body.additional_messages ?? []
    const withFiles = await filesInTransaction(threadId, additional, services)
    const assistant = await findAssistant(services, body)
    const seconds = toSeconds(clock())
    const messages = additional.map((message) => newMessage(message, { id: ids('msg_'), threadId, seconds }))
    const inTransaction = withFiles.around(keepingIncluded(included, saveRunAnswer(saveAnswer, stream)))
    const asked = { ...sentBy(c), assistant, body, messages }
    const run = await engine.create({ ...asked, thread: { id: threadId }, inTransaction })
    withFiles.stored()
    return stream ? streamLeg(engine, run.id, { after: 0, included }) : runResponse(run)
  })
  app.post('/threads/:thread_id/runs', create)
}

/** One run: as it stands, with other metadata, and cancelled. */
export const oneRunRoutes: Routes = (app, services) => {
  const { store, engine } = services
  app.get('/threads/:thread_id/runs/:run_id', async (c) => runResponse(await currentRun(services, c)))

  app.post('/threads/:thread_id/runs/:run_id', async (c) => {
    const body = await bodyOf(c, modifyRunBody)
    const run = await findRun(store, c)
    return jsonAnswer(body.metadata === undefined ? run : await engine.modify(run.id, body.metadata ?? {}))
  })

  app.post('/threads/:thread_id/runs/:run_id/cancel', async (c) => {
    const run = await findRun(store, c)
    return runResponse(await engine.cancel(run.id))
  })
}

export const submissionRoutes: Routes = (app, { store, engine, once }) => {
  const submit = once(async (c, saveAnswer) => {
    const { tool_outputs, stream } = await bodyOf(c, submitToolOutputsBody)
    const { id } = await findRun(store, c)
    const included = await includedFor(c, store, id)
    const inTransaction = saveRunAnswer(saveAnswer, stream)
    const { run, after } = await engine.submit(id, { outputs: tool_outputs, inTransaction })
    return stream ? streamLeg(engine, id, { after, included }) : runResponse(run)
  })
  app.post('/threads/:thread_id/runs/:run_id/submit_tool_outputs', submit)
}
