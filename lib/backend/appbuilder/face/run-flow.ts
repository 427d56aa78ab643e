// Begins runs, answers their calls and ends them, over the wire of the connection behind.
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { Message } from '@/lib/protocol/message'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { FaceServices } from './context'
import { requireFiles } from './files'
import { toWireMessage } from './messages'
import { segment } from './request'
import { runExtrasOf, toRunBody, type RunRequest } from './run-body'
import { newThread } from './threads'

export const runPath = ({ thread_id, id }: Pick<Run, 'thread_id' | 'id'>) =>
  `/threads/${segment(thread_id)}/runs/${segment(id)}`

/**
 * Makes the run that is asked for, with its thread and messages where they are brought along. A thread that is there
 * gets its messages with the run itself, so that a run which is refused leaves none behind.
 */
export async function begin(services: FaceServices, request: RunRequest): Promise<Run> {
  const { wire, extrasStore } = services
  const assistant = await wire.get<Assistant>(`/assistants/${segment(request.assistant_id)}`)
  const extras = await extrasStore.assistant(assistant.id)
  const body = toRunBody({ request, assistant, extras })
  await requireUserLast(services, request)
  const { threadId, added } = await threadOf(services, request)
  const path = `/threads/${segment(threadId)}/runs`
  const run = await wire.post<Run>(path, { ...body, ...added }).catch((error: unknown) => {
    throw inOwnWords(error)
  })
  await extrasStore.putRun(run.id, threadId, runExtrasOf({ request, assistant, extras }))
  return run
}

/** An error about the messages that were brought along, by the name that they came under. */
function inOwnWords(error: unknown): unknown {
  if (!(error instanceof ApiError) || !error.body.param?.startsWith('additional_messages')) return error
  const renamed = (text: string) => text.replaceAll('additional_messages', 'thread.messages')
  return new ApiError(error.status, renamed(error.message), { ...error.body, param: renamed(error.body.param) })
}

/** The thread of the run, and what the run's body says of the messages that it gets. */
async function threadOf(services: FaceServices, { thread_id, thread }: RunRequest) {
  if (thread_id === '') return { threadId: (await newThread(services, thread ?? { messages: [] })).id }
  const messages = thread?.messages ?? []
  await requireFiles(
    services,
    messages.flatMap(({ file_ids }) => file_ids),
  )
  return {
    threadId: thread_id,
    ...(messages.length > 0 && { added: { additional_messages: messages.map(toWireMessage) } }),
  }
}

async function requireUserLast({ wire }: FaceServices, { thread_id, thread }: RunRequest) {
  if (thread_id === '' && !thread)
    throw badRequest('thread_id and thread cannot both be empty.', { param: 'thread_id' })
  const brought = thread?.messages.at(-1)
  const last = brought ?? (thread_id === '' ? undefined : await lastMessage(wire, thread_id))
  if (last?.role === 'user') return
  const param = brought ? 'thread.messages' : 'thread_id'
  throw badRequest('The last message of the conversation must be of role user.', { param })
}

async function lastMessage(wire: FaceServices['wire'], threadId: string): Promise<Message | undefined> {
  const query = { limit: 1, order: 'desc', after: '', before: '' } as const
  return (await wire.list<Message>(`/threads/${segment(threadId)}/messages`, query)).data[0]
}

/** The run that an output belongs to: the one it names, or the one of its thread. It must be waiting. */
export async function waitingRun(services: FaceServices, threadId: string, runId: string): Promise<Run> {
  if (runId === '') return waitingIn(services, threadId)
  const run = await namedRun(services, threadId, runId)
  if (run.status === 'requires_action') return run
  throw badRequest(`Runs in status "${run.status}" do not accept tool outputs.`, { param: 'tool_output' })
}

async function namedRun({ wire }: FaceServices, thread_id: string, id: string): Promise<Run> {
  if (thread_id !== '') return wire.get<Run>(runPath({ thread_id, id }))
  return (await wire.own.get<RunSummary>(`/runs/${segment(id)}`)).run
}

async function waitingIn({ wire }: FaceServices, threadId: string): Promise<Run> {
  const query = { limit: 1, order: 'desc', after: '', before: '' } as const
  const { data } = await wire.list<Run>(`/threads/${segment(threadId)}/runs`, query)
  if (data[0]?.status === 'requires_action') return data[0]
  throw notFound('run that waits for outputs', threadId)
}

interface Output {
  readonly tool_call_id: string
  readonly output: string
}

/**
 * Answers calls of a run. The wire behind takes all outputs at once, AppBuilder's clients may bring them one by one:
 * those of several calls are kept until the last is there.
 */
export async function submit({ wire, extrasStore }: FaceServices, run: Run, outputs: readonly Output[]): Promise<Run> {
  const pending = pendingCalls(run).map(({ id }) => id)
  const send = (all: readonly Output[]) => {
    const tool_outputs = all.map(({ tool_call_id, output }) => ({ tool_call_id, output }))
    return wire.post<Run>(`${runPath(run)}/submit_tool_outputs`, { tool_outputs })
  }
  // What belongs to no call that waits is not kept: the connection says what is wrong with it.
  const isAsked = pending.length > 0 && outputs.every(({ tool_call_id: id }) => pending.includes(id))
  if (!isAsked || pending.length === outputs.length) return send(outputs)
  const brought = Object.fromEntries(outputs.map((each) => [each.tool_call_id, each.output]))
  const kept = (await extrasStore.addOutputs(run.id, run.thread_id, brought))?.outputs
  if (!kept) return send(outputs)
  const isComplete = pending.every((id) => id in kept)
  return isComplete ? send(pending.map((id) => ({ tool_call_id: id, output: kept[id] ?? '' }))) : run
}

/** Asks a run to end. One that rests, or is ending, stays as it is. */
export async function cancel({ wire }: FaceServices, run: Run): Promise<Run> {
  if (isTerminal(run.status) || run.status === 'cancelling') return run
  try {
    return await wire.post<Run>(`${runPath(run)}/cancel`, {})
  } catch (error) {
    // It may have come to rest meanwhile: then there is nothing left to cancel.
    const now = await wire.get<Run>(runPath(run))
    if (isTerminal(now.status) || now.status === 'cancelling') return now
    throw error
  }
}
