// A run whose log is long: written as over minutes, which no test can wait for.
import { newId } from '@/lib/backend/ids'
import { newRun } from '@/lib/run/new-run'
import { createTurnWriter } from '@/lib/backend/embedded/engine/turn-writer'
import { noUsage } from '@/lib/run/usage'
import type { ModelChunk } from '@/lib/backend/models/model'
import { EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Assistant } from '@/lib/protocol/assistant'
import type { LoggedEvent, RunEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Thread } from '@/lib/protocol/thread'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { move } from '@/lib/run/machine'

/** Between two events of the seeded log, in milliseconds. */
const PACE_MS = 20
const PER_BATCH = 100

export interface LongRun {
  /** How many sentences its answer has: each is an event. */
  readonly sentences: number
  /** How many messages stand in the thread before the question. */
  readonly messages?: number
}

/** Adds a thread and its completed run to a data folder that no server has open. */
export async function seedLongRun(folder: string, { sentences, messages = 0 }: LongRun): Promise<Run> {
  const startMs = Date.now() - sentences * PACE_MS - messages * 1000 - 60_000
  const createdAt = Math.floor(startMs / 1000)
  const thread: Thread = {
    id: newId('thread_'),
    object: 'thread',
    created_at: createdAt,
    tool_resources: {},
    metadata: {},
  }
  const runMs = startMs + messages * 1000
  const events = logOf(newSeedRun(thread, Math.floor(runMs / 1000)), { runMs, sentences })
  const view = fold(emptyView, events)
  const { run } = view
  if (!run) throw new Error('The seeded log has no run.')
  const endedMs = events.at(-1)?.at ?? runMs
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const store = await database.storeOf(EMBEDDED)
  await store.transaction(async (tables) => {
    if (!(await tables.assistants.get(ASSISTANT_ID)))
      await tables.assistants.insert(seedAssistant(createdAt), { createdMs: startMs })
    await tables.threads.insert(thread, { createdMs: startMs })
    for (let index = 0; index <= messages; index += 1) {
      const message = said(thread, { text: `message number ${index}`, seconds: createdAt + index })
      await tables.messages.insert(message, { createdMs: startMs + index * 1000 })
    }
    await tables.runs.insert({ run, attempt: 1, expiresMs: runMs + 600_000 }, runMs, { createdMs: runMs, endedMs })
    for (const message of view.messages) await tables.messages.insert(message, { createdMs: endedMs })
    for (const step of view.steps) await tables.steps.insert(step, { createdMs: endedMs })
    for (let first = 0; first < events.length; first += PER_BATCH) {
      await tables.events.append(run.id, events.slice(first, first + PER_BATCH))
    }
  })
  await database.close()
  return run
}

function logOf(run: Run, { runMs, sentences }: { runMs: number; sentences: number }): LoggedEvent[] {
  let now = runMs
  const seconds = () => Math.floor(now / 1000)
  const events: LoggedEvent[] = []
  const say = (said: Iterable<RunEvent>) => {
    for (const event of said) events.push({ ...event, seq: events.length + 1, at: now, source: 'engine' })
    now += PACE_MS
  }
  say([
    { event: 'thread.run.created', data: run },
    { event: 'thread.run.queued', data: run },
  ])
  const running = move(run, 'in_progress', { seconds: seconds(), usage: null })
  say([{ event: 'thread.run.in_progress', data: running }])
  const writer = createTurnWriter({
    run: running,
    ids: newId,
    now: seconds,
    usedBefore: noUsage,
    isTaken: () => false,
  })
  for (let index = 1; index <= sentences; index += 1) say(writer.write(sentence(index)))
  const usage = { prompt_tokens: 20, completion_tokens: 5 * sentences, total_tokens: 20 + 5 * sentences }
  say(writer.finish({ type: 'finish', reason: 'stop', usage }))
  return events
}

const sentence = (index: number): Extract<ModelChunk, { type: 'text' }> => ({
  type: 'text',
  text: `This is sentence ${index}, and there are more.${index % 20 === 0 ? '\n\n' : ' '}`,
})

const ASSISTANT_ID = 'asst_seededseededseededseede'

const seedAssistant = (createdAt: number): Assistant => ({
  id: ASSISTANT_ID,
  object: 'assistant',
  created_at: createdAt,
  name: 'Novelist',
  description: null,
  model: 'scripted',
  instructions: 'Write at length.',
  tools: [],
  tool_resources: {},
  metadata: {},
  temperature: 1,
  top_p: 1,
  response_format: 'auto',
})

const newSeedRun = (thread: Thread, seconds: number) =>
  newRun(
    seedAssistant(seconds),
    { assistant_id: ASSISTANT_ID },
    { id: newId('run_'), threadId: thread.id, seconds, lifetimeSeconds: 600 },
  )

const said = ({ id }: Thread, { text, seconds }: { text: string; seconds: number }): Message => ({
  id: newId('msg_'),
  object: 'thread.message',
  created_at: seconds,
  thread_id: id,
  status: 'completed',
  incomplete_details: null,
  completed_at: seconds,
  incomplete_at: null,
  role: 'user',
  content: [{ type: 'text', text: { value: text, annotations: [] } }],
  assistant_id: null,
  run_id: null,
  attachments: [],
  metadata: {},
})
