// Threads that were begun elsewhere are taken into the record when they are seen or asked for here.
import { isNotFound } from '@/lib/protocol/error'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { askAll } from './ask'
import { tableFor } from './frame-observation'
import type { Recording } from './recording'
import { seeRun } from './seen-runs'

interface Known {
  /** The thread, where it has just been told. */
  readonly thread?: Thread
  /** What of it is asked for: nothing, what is said in it, or its runs, too; `later` when somebody opens it. */
  readonly content?: 'none' | 'messages' | 'all' | 'later'
  /** A run that is on its way into the record already. */
  readonly except?: string
}

/** A record beside a thread: how it stands at its backend. */
const STANDING = 'proxied_thread'

interface Standing {
  /** Only the thread is known, and nothing of what is in it. */
  readonly is_shell?: boolean
  /** When it was found that it is not there any more, in Unix milliseconds. */
  readonly gone_ms?: number | null
}

const standingOf = async ({ store }: Recording, id: string) =>
  ((await store.records.get(STANDING, id)) ?? {}) as Standing

async function note(recording: Recording, id: string, change: Standing) {
  const standing = await standingOf(recording, id)
  await recording.store.records.put({ kind: STANDING, id, owner: id }, { ...standing, ...change })
}

/** It answered that there is no such thread. What is known of it stays. */
export async function noteGone(recording: Recording, id: string) {
  const { store, clock, changes } = recording
  if (!(await store.threads.get(id)) || (await standingOf(recording, id)).gone_ms) return
  await note(recording, id, { gone_ms: clock() })
  changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })
}

export async function noteHere(recording: Recording, id: string) {
  if ((await standingOf(recording, id)).gone_ms) await note(recording, id, { gone_ms: null })
}

/** The threads that were not there any more when they were last asked for, and since when. */
export async function goneThreads({ store }: Pick<Recording, 'store'>): Promise<Readonly<Record<string, number>>> {
  const standings = await store.records.list(STANDING)
  return Object.fromEntries(
    standings.flatMap(({ id, document }) => {
      const { gone_ms } = document as Standing
      return gone_ms ? [[id, gone_ms]] : []
    }),
  )
}

/** Takes the thread into the record, at its first sight with what is in it. Throws what its backend refuses. */
export async function ensureThread(recording: Recording, id: string, known: Known = {}): Promise<void> {
  const { store, ask, changes } = recording
  const { content = 'all', except } = known
  const isKnown = (await store.threads.get(id)) !== undefined
  if (isKnown && (content !== 'all' || !(await standingOf(recording, id)).is_shell)) return
  if (!isKnown) {
    const thread = known.thread ?? (await ask<Thread>(`/threads/${encodeURIComponent(id)}`)).value
    await store.threads.insert(thread, { createdMs: thread.created_at * 1000 })
  }
  if (content === 'later') return note(recording, id, { is_shell: true })
  if (content !== 'none') await takeMessages(recording, id)
  if (content === 'all') await takeRuns(recording, id, except)
  if (isKnown) await note(recording, id, { is_shell: false })
  changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })
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
async function takeMessages({ store, ask, activeRuns, streamed }: Recording, threadId: string): Promise<boolean> {
  const told = await askAll<Message>(ask, `/threads/${encodeURIComponent(threadId)}/messages`)
  const messages = told.filter((each) => tableFor(each) === 'messages')
  // What a run says comes with its stream.
  const isStreamed = ({ run_id }: Message) => run_id !== null && activeRuns.has(run_id) && streamed.has(run_id)
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
      await store.messages.insert(message, { createdMs: message.created_at * 1000, before: next?.id })
    }
  }
  return isNew
}

const isSame = (one: Message, other: Message) => JSON.stringify(one) === JSON.stringify(other)

async function takeRuns(recording: Recording, threadId: string, except?: string): Promise<boolean> {
  const askedMs = recording.clock()
  const told = await askAll<Run>(recording.ask, `/threads/${encodeURIComponent(threadId)}/runs`)
  const atMs = recording.clock()
  let isNew = false
  for (const run of told.filter((each) => tableFor(each) === 'runs' && each.id !== except)) {
    isNew ||= (await recording.store.runs.get(run.id)) === undefined
    await seeRun(recording, run, { askedMs, atMs, how: 'looked' })
  }
  return isNew
}
