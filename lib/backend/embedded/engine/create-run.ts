// Stores a run with its first events and sets it going.
import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { emptyView } from '@/lib/run/fold'
import { LIFETIME_SECONDS, newRun } from '@/lib/run/new-run'
import { toSeconds } from '@/lib/backend/clock'
import type { InTransaction } from '@/lib/backend/log/event-log'
import { keepTrace } from '@/lib/backend/log/kept-trace'
import { createLiveRun } from '@/lib/backend/log/live-run'
import type { RunRow } from '@/lib/backend/store/run-table'
import type { TraceContext } from '@/lib/backend/trace-context'
import { ActiveRunError, type Tables } from '@/lib/backend/store/store'
import { register, start, type Supervisor, unregister } from './supervisor'

export interface NewRunRequest {
  readonly assistant: Assistant
  readonly body: CreateRunBody
  /** A thread that exists, or one to be created together with the run. */
  readonly thread: { readonly id: string } | { readonly create: Thread }
  /** Messages that come into the thread before the run begins. */
  readonly messages: readonly Message[]
  readonly inTransaction?: InTransaction
  /** What its client has sent of its trace. */
  readonly trace?: TraceContext | undefined
}

export async function createRun(
  supervisor: Supervisor,
  { assistant, body, thread, messages, inTransaction, trace }: NewRunRequest,
): Promise<Run> {
  const { models, ids, writer, clock, jobs, store } = supervisor
  const threadId = 'id' in thread ? thread.id : thread.create.id
  const lifetimeSeconds = models.find(body.model ?? assistant.model).lifetimeSeconds ?? LIFETIME_SECONDS
  const id = ids('run_')
  const live = createLiveRun(id, { attempt: 1, view: emptyView, clock })
  const createdMs = live.now()
  const run = newRun(assistant, body, { id, threadId, seconds: toSeconds(createdMs), lifetimeSeconds })
  // Within the second that `expires_at` names, as the run was created within that of `created_at`.
  const row: RunRow = { run, attempt: live.attempt, expiresMs: createdMs + lifetimeSeconds * 1000 }
  const events: StreamEvent[] = [
    ...('create' in thread ? [{ event: 'thread.created', data: thread.create } as const] : []),
    { event: 'thread.run.created', data: run },
    { event: 'thread.run.queued', data: run },
  ]
  // Else whichever instance takes the job carries it.
  if (!jobs) register(supervisor, live, row.expiresMs)
  try {
    await writer.append(live, events, async (tables, { atMs }) => {
      await insertRun(tables, { thread, messages, row, atMs })
      await jobs?.send(tables, 'advance', { connection: store.connection, id })
      await keepTrace(tables.records, run, trace)
      await inTransaction?.(tables, { run, after: 0 })
    })
  } catch (error) {
    unregister(supervisor, live)
    throw error
  }
  if (!jobs) start(supervisor, live)
  return run
}

interface Insertion {
  readonly thread: NewRunRequest['thread']
  readonly messages: readonly Message[]
  readonly row: RunRow
  readonly atMs: number
}

async function insertRun(tables: Tables, { thread, messages, row, atMs }: Insertion) {
  const threadId = row.run.thread_id
  if ('create' in thread) await tables.threads.insert(thread.create)
  // A damaged thread takes no runs.
  else if (!(await tables.threads.get(threadId))) throw notFound('thread', threadId)
  try {
    await tables.runs.insert(row, atMs)
  } catch (error) {
    if (!(error instanceof ActiveRunError)) throw error
    const active = await tables.runs.active(threadId)
    throw badRequest(`Thread ${threadId} already has an active run ${active?.id}.`)
  }
  for (const message of messages) await tables.messages.insert(message)
}
