// Objects as answers show them, kept as they were seen: fields that this version does not know stay.
import type { Assistant } from '@/lib/protocol/assistant'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { isTerminal } from '@/lib/run/machine'
import { isRecord } from '@/lib/backend/store/document-shapes'
import { comesWithItsRun, ensureThread, insertMessage } from './adopt'
import type { Asked } from './ask'
import { tableFor } from './frame-observation'
import { noteGone, noteHere } from './gone'
import type { Recording } from './recording'
import { takeAssistant } from './seen-assistants'
import type { RunSight } from './run-sight'
import { seeRun } from './seen-runs'
import type { WireCall } from '@/lib/backend/wire/wire-call'

export interface Sight extends Asked {
  readonly call: WireCall
  /** What was asked, as JSON; undefined where that is not known. */
  readonly body: unknown
  /** The query of a list. */
  readonly order: 'asc' | 'desc'
}

/** The name of the queue for what belongs to no thread. */
export const NO_THREAD = ''

/** The thread that an answer is about. */
export function threadOf({ threadId }: WireCall, value: unknown): string {
  if (threadId !== null) return threadId
  if (!isRecord(value)) return NO_THREAD
  const id = value['object'] === 'thread' ? value['id'] : value['thread_id']
  return typeof id === 'string' ? id : NO_THREAD
}

/** Takes in what a successful answer shows. */
export async function takeIn(recording: Recording, value: unknown, sight: Sight): Promise<void> {
  if (!isRecord(value)) return
  if (value['object'] === 'list' && Array.isArray(value['data'])) {
    // Oldest first, so that what is new here stands in its order.
    const data = sight.order === 'asc' ? value['data'] : value['data'].toReversed()
    for (const each of data) await takeListed(recording, each, sight)
  } else if (value['deleted'] === true && typeof value['id'] === 'string') {
    await forget(recording, String(value['object']), value['id'])
  } else await takeObject(recording, value, sight)
}

/** Threads of a list are recorded in the turn of each. */
const takeListed = (recording: Recording, value: unknown, sight: Sight) =>
  tableFor(value) === 'threads'
    ? recording.queue.inTurn((value as Thread).id, () => takeObject(recording, value, sight))
    : takeObject(recording, value, sight)

async function takeObject(recording: Recording, value: unknown, sight: Sight): Promise<void> {
  switch (tableFor(value)) {
    case 'assistants':
      return takeAssistant(recording, value as Assistant)
    case 'threads':
      return takeThread(recording, value as Thread, contentOf(sight))
    case 'messages':
      return takeMessage(recording, value as Message)
    case 'runs':
      return takeRun(recording, value as Run, sight)
    case 'steps':
      return takeStep(recording, value as Step)
    // Files and what they are searched in stay where they are.
    case 'files':
    case 'vector_stores':
    case 'vector_store_files':
    case 'vector_store_batches':
    case undefined:
      return
  }
}

async function takeRun(recording: Recording, run: Run, sight: Sight) {
  await ensureThread(recording, run.thread_id, { except: run.id, since: run.created_at })
  await seeRun(recording, run, runSightOf(sight))
}

function runSightOf({ call, askedMs, atMs }: Sight): RunSight {
  const isPost = call.method === 'POST'
  return { askedMs, atMs, how: isPost && call.runId === null ? 'created' : isPost ? 'answered' : 'polled' }
}

const isSame = (one: object, other: object | undefined) => JSON.stringify(one) === JSON.stringify(other)

/** One that has just been created has nothing but what it was created with. */
function contentOf({ call, body }: Sight) {
  if (call.method !== 'POST' || call.threadId !== null) return 'later'
  return isRecord(body) && !(Array.isArray(body['messages']) && body['messages'].length > 0) ? 'none' : 'messages'
}

/** `content`: what of it is asked for where it is new. */
export async function takeThread(
  recording: Recording,
  thread: Thread,
  content: 'none' | 'messages' | 'later' = 'later',
): Promise<void> {
  const { store, changes } = recording
  const known = await store.threads.get(thread.id)
  if (known) {
    await noteHere(recording, thread.id)
    if (isSame(thread, known)) return
    await store.threads.put(thread)
  } else await ensureThread(recording, thread.id, { thread, content })
  changes.publish({ kind: 'thread', verb: 'put', id: thread.id, thread_id: thread.id, status: null })
}

/** Looks may overtake each other: what is whole stays. */
async function takeMessage(recording: Recording, message: Message) {
  const { store, changes } = recording
  const { id, thread_id, run_id } = message
  await ensureThread(recording, thread_id, { since: message.created_at })
  if (run_id && comesWithItsRun(recording, run_id, await store.runs.active(thread_id))) return
  const known = await store.messages.get(id)
  if (isSame(message, known) || (known && known.status !== 'in_progress' && message.status === 'in_progress')) return
  if (!known) await insertMessage(recording, message)
  else await store.messages.put(message)
  changes.publish({ kind: 'message', verb: 'put', id, thread_id, status: null })
}

/** Of a run that is watched the watching tells; this is for those that were over when they were first seen. */
async function takeStep({ store, runs }: Recording, step: Step) {
  const run = await store.runs.get(step.run_id)
  if (!run || runs.activeRuns.has(run.id) || !isTerminal(run.status)) return
  if (!(await store.steps.put(step))) await store.steps.insert(step)
}

async function forget(recording: Recording, object: string, id: string) {
  const { store, changes } = recording
  if (object === 'assistant.deleted') {
    await store.assistants.remove(id)
    changes.publish({ kind: 'assistant', verb: 'deleted', id, thread_id: null, status: null })
  }
  if (object === 'thread.deleted') await forgetThread(recording, id)
  if (object === 'thread.message.deleted') {
    const known = await store.messages.get(id)
    await store.messages.remove(id)
    changes.publish({ kind: 'message', verb: 'deleted', id, thread_id: known?.thread_id ?? null, status: null })
  }
}

async function forgetThread({ store, changes, runs, pollers }: Recording, id: string) {
  for (const [runId, live] of runs.activeRuns) {
    if (live.view().run?.thread_id !== id) continue
    pollers.get(runId)?.end()
    runs.rested(live)
    live.fail(new Error(`Thread ${id} was deleted.`))
  }
  await store.threads.remove(id)
  changes.publish({ kind: 'thread', verb: 'deleted', id, thread_id: id, status: null })
}

/** Whoever deletes what is not there any more wants it gone here, too; all else that is not there is marked. */
export async function takeMissing(recording: Recording, { method, path, threadId }: WireCall): Promise<void> {
  const [noun = '', id = '', ...rest] = path.split('/').slice(1)
  if (rest.length > 0) return
  if (method === 'DELETE') await forget(recording, noun === 'threads' ? 'thread.deleted' : 'assistant.deleted', id)
  else if (threadId !== null) await noteGone(recording, threadId)
  else if (noun === 'assistants') await forget(recording, 'assistant.deleted', id)
}
