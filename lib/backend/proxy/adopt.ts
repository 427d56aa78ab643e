// Threads that were begun elsewhere are taken into the record when they are seen or asked for here.
import { ApiError, isNotFound } from '@/lib/protocol/error'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { askAll } from './ask'
import { tableFor } from './frame-observation'
import { noteGone, noteHere } from './gone'
import type { Recording } from './recording'
import { seeRun } from './seen-runs'
import { unlessThere } from './unless-there'

interface Known {
  /** The thread, where it has just been told. */
  readonly thread?: Thread
  /** What is fetched with it: nothing, its messages, or its runs too; `later` = when somebody opens it. */
  readonly content?: 'none' | 'messages' | 'all' | 'later'
  /** A run that is on its way into the record already. */
  readonly except?: string
  /** When something in it was created, in Unix seconds: it exists, even where its backend does not list it. */
  readonly since?: number
}

/** Records the thread, with what is in it where it is new here. Throws what its backend refuses. */
export async function ensureThread(recording: Recording, id: string, known: Known = {}): Promise<void> {
  const { store, changes } = recording
  const { content = 'all' } = known
  const isKnown = (await store.threads.get(id)) !== undefined
  if (isKnown && (content !== 'all' || !(await store.threadMarks.isUnread(id)))) return
  if (!isKnown) {
    const thread = known.thread ?? (await askedFor(recording, id, known))
    // Until all of it is here.
    const isUnread = content === 'all' || content === 'later'
    await unlessThere(() => store.threads.insert(thread, { createdMs: thread.created_at * 1000, isUnread }), {
      isThere: async () => (await store.threads.get(id)) !== undefined,
    })
  }
  if (content === 'later') return
  if (content !== 'none' && (await takeContent(recording, id, known)) && content === 'all')
    await store.threadMarks.setUnread(id, false)
  if (content === 'all') await takeNames(recording, id)
  changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })
}

/** Records that the thread is there and what it is called, and nothing of what is in it. Throws as `ensureThread`. */
export async function nameThread(recording: Recording, id: string): Promise<void> {
  await ensureThread(recording, id, { content: 'later' })
  await takeNames(recording, id)
}

/** Another playground knows what people call the thread there. What it is called here stays. */
async function takeNames({ store, namesThere }: Recording, id: string) {
  const names = await namesThere?.thread(id)
  const known = names && (await store.threads.summary(id))
  if (!names || !known) return
  if (known.title === null && names.title !== null) await store.threads.rename(id, names.title)
  if (known.labels.length === 0 && names.labels.length > 0)
    await store.labels.change({ kind: 'thread', id, add: names.labels, remove: [] })
}

/** Some backends have only parts of this wire: what they refuse is left out where the thread is known to be there. */
const isLacking = (error: unknown) => error instanceof ApiError && [400, 404, 405, 501].includes(error.status)

async function askedFor({ ask }: Recording, id: string, { since }: Known): Promise<Thread> {
  try {
    return (await ask<Thread>(`/threads/${encodeURIComponent(id)}`)).value
  } catch (error) {
    if (since === undefined || !isLacking(error)) throw error
    return { id, object: 'thread', created_at: since, tool_resources: {}, metadata: {} }
  }
}

/** False where its backend does not tell of it. */
async function takeContent(recording: Recording, id: string, { content, except, since }: Known): Promise<boolean> {
  try {
    await takeMessages(recording, id)
    if (content !== 'messages') await takeRuns(recording, id, except)
    return true
  } catch (error) {
    if (since === undefined || !isLacking(error)) throw error
    return false
  }
}

/** Takes in what was said and begun on a known thread from elsewhere; true when that was something. */
export async function compareThread(recording: Recording, id: string): Promise<boolean> {
  await ensureThread(recording, id)
  try {
    const hasSaid = await takeMessages(recording, id)
    const hasRun = await takeRuns(recording, id)
    await noteHere(recording, id)
    return hasSaid || hasRun
  } catch (error) {
    if (isNotFound(error)) await noteGone(recording, id)
    throw error
  }
}

/** Each at its place; true when one is new or was changed. */
async function takeMessages(recording: Recording, threadId: string): Promise<boolean> {
  const { store, ask } = recording
  const told = await askAll<Message>(ask, `/threads/${encodeURIComponent(threadId)}/messages`)
  const messages = told.filter((each) => tableFor(each) === 'messages')
  const active = await store.runs.active(threadId)
  const isStreamed = ({ run_id }: Message) => run_id !== null && comesWithItsRun(recording, run_id, active)
  const known: (Message | undefined)[] = []
  for (const { id } of messages) known.push(await store.messages.get(id))
  let isNew = false
  for (const [index, message] of messages.entries()) {
    const before = known[index]
    if (before ? before.status === 'in_progress' || isSame(before, message) : isStreamed(message)) continue
    isNew = true
    if (before) await store.messages.put(message)
    else {
      const next = known.slice(index).find((each) => each !== undefined)
      await insertMessage(recording, message, next?.id)
    }
  }
  return isNew
}

/** Another instance may have seen it at the same time. */
export const insertMessage = ({ store }: Recording, message: Message, before?: string) =>
  unlessThere(() => store.messages.insert(message, { createdMs: message.created_at * 1000, before }), {
    isThere: async () => (await store.messages.get(message.id)) !== undefined,
  })

/** What a run says comes with its stream; where another instance follows it, in that one's order. */
export const comesWithItsRun = ({ runs, streamed }: Recording, runId: string, active: Run | undefined) =>
  (runs.activeRuns.has(runId) && streamed.has(runId)) ||
  (active?.id === runId && runs.isElsewhere(runId, active.status))

const isSame = (one: Message, other: Message) => JSON.stringify(one) === JSON.stringify(other)

async function takeRuns(recording: Recording, threadId: string, except?: string): Promise<boolean> {
  const askedMs = recording.clock()
  const told = await askAll<Run>(recording.ask, `/threads/${encodeURIComponent(threadId)}/runs`)
  const atMs = recording.clock()
  let isNew = false
  for (const run of told.filter((each) => tableFor(each) === 'runs' && each.id !== except)) {
    isNew ||= (await recording.store.runs.get(run.id)) === undefined
    await seeRun(recording, run, { askedMs, atMs, how: 'polled' })
  }
  return isNew
}
