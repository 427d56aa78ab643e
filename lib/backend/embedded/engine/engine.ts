// Runs belong to the engine: it starts, moves and ends them, and takes over what a crash left. Requests only watch.
import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { emptyView } from '@/lib/run/fold'
import { canMove, move } from '@/lib/run/machine'
import type { RunRow, Tables } from '../store/store'
import { createDeadlines } from './deadlines'
import { createLedger } from './ledger'
import { createLiveRun, type LiveRun } from './live-run'
import { LIFETIME_SECONDS, newRun } from './new-run'
import { createSlots } from './slots'
import { end, forget, keep, secondsNow, start, stumble, takeUp, type Fleet } from './steer'
import { submission } from './submit'
import { createWatch } from './watch'

/** How many runs may be with their models at a time; the others stay queued. */
const CONCURRENCY = 100

export type EngineOptions = Pick<Fleet, 'store' | 'models' | 'clock' | 'ids' | 'changes' | 'report'>

export interface NewRunRequest {
  readonly assistant: Assistant
  readonly body: CreateRunBody
  /** A thread that exists, or one to be created together with the run. */
  readonly thread: { readonly id: string } | { readonly create: Thread }
  /** Messages that come into the thread before the run begins. */
  readonly messages: readonly Message[]
}

export type Engine = ReturnType<typeof createEngine>

export function createEngine(options: EngineOptions) {
  const lives = new Map<string, LiveRun>()
  const deadlines = createDeadlines(options.clock)
  const ledger = createLedger({ ...options, source: 'engine', onRest: (live) => forget({ lives, deadlines }, live) })
  const slots = createSlots(CONCURRENCY)
  const fleet: Fleet = { ...options, lives, legs: new Map(), slots, deadlines, ledger, closing: new AbortController() }
  return {
    watch: createWatch({ store: options.store, liveOf: (id) => lives.get(id) }),
    create: (request: NewRunRequest) => create(fleet, request),
    cancel: (runId: string) => cancel(fleet, runId),
    submit: (runId: string, outputs: Outputs) => submit(fleet, runId, outputs),
    modify: (runId: string, metadata: Run['metadata']) => modify(fleet, runId, metadata),

    /** Takes up every run that an earlier process left underway. Call once, before the first request. */
    async recover() {
      const { store, clock } = options
      for (const row of await store.runs.unfinished()) await takeUp(fleet, row)
      for (const { table, id } of store.damaged()) if (table === 'runs') await store.runs.abandon(id, clock())
    },

    /** Stops working. Runs stay as they are in the store; the next start takes them up. */
    async close() {
      fleet.closing.abort()
      deadlines.clearAll()
      const underway = [...fleet.legs.values()]
      for (const { abort } of underway) abort.abort(new Error('The server is closing.'))
      await Promise.all(underway.map(({ done }) => done))
    },
  }
}

/** Stores a run with its first events and sets it going. */
async function create(fleet: Fleet, { assistant, body, thread, messages }: NewRunRequest): Promise<Run> {
  const { models, ids, ledger } = fleet
  const threadId = 'id' in thread ? thread.id : thread.create.id
  const lifetimeSeconds = models.find(body.model ?? assistant.model).lifetimeSeconds ?? LIFETIME_SECONDS
  const run = newRun(assistant, body, { id: ids('run_'), threadId, seconds: secondsNow(fleet), lifetimeSeconds })
  const row: RunRow = { run, attempt: 1, expiresMs: (run.created_at + lifetimeSeconds) * 1000 }
  const live = createLiveRun(run.id, { attempt: row.attempt, view: emptyView })
  const events: StreamEvent[] = [
    ...('create' in thread ? [{ event: 'thread.created', data: thread.create } as const] : []),
    { event: 'thread.run.created', data: run },
    { event: 'thread.run.queued', data: run },
  ]
  keep(fleet, live, row.expiresMs)
  try {
    await ledger.append(live, events, (tables, atMs) => insertRun(tables, { thread, messages, row, atMs }))
  } catch (error) {
    forget(fleet, live)
    throw error
  }
  start(fleet, live)
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
  else {
    if (!(await tables.threads.touch(threadId, atMs))) throw notFound('thread', threadId)
    const active = await tables.runs.active(threadId)
    if (active) throw badRequest(`Thread ${threadId} already has an active run ${active.id}.`)
  }
  for (const message of messages) await tables.messages.insert(message)
  await tables.runs.insert(row, atMs)
}

/** Tells a run to stop. It is `cancelling` until its leg has let go, then `cancelled`. */
function cancel(fleet: Fleet, runId: string): Promise<Run> {
  const { store, lives, legs, ledger } = fleet
  return ledger.exclusive(runId, async () => {
    const live = lives.get(runId)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    if (!live || !canMove(run.status, 'cancelling')) throw badRequest(`Cannot cancel run with status '${run.status}'.`)
    const cancelling = move(run, 'cancelling', { seconds: secondsNow(fleet), usage: run.usage })
    await ledger.append(live, [{ event: 'thread.run.cancelling', data: cancelling }])
    const leg = legs.get(runId)
    leg?.abort.abort(new Error('The run is being cancelled.'))
    void Promise.resolve(leg?.done)
      .then(() => end(fleet, live, { to: 'cancelled' }))
      .catch((error: unknown) => stumble(fleet, live, error))
    return cancelling
  })
}

type Outputs = SubmitToolOutputsBody['tool_outputs']

/** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
function submit(fleet: Fleet, runId: string, outputs: Outputs): Promise<{ run: Run; after: number }> {
  const { store, lives, ledger } = fleet
  return ledger.exclusive(runId, async () => {
    const live = lives.get(runId)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    const view = live?.view() ?? { ...emptyView, run }
    const events = submission(view, outputs, secondsNow(fleet))
    if (!live) throw new Error(`Run ${runId} waits for outputs, but is not underway in this process.`)
    await ledger.append(live, events)
    start(fleet, live)
    return { run: live.view().run ?? run, after: view.lastSeq }
  })
}

/** Metadata is no matter of the log: it changes in the store and, while the run is underway, beside its view. */
function modify(fleet: Fleet, runId: string, metadata: Run['metadata']): Promise<Run> {
  return fleet.ledger.exclusive(runId, async () => {
    const run = await fleet.store.runs.setMetadata(runId, metadata)
    if (!run) throw notFound('run', runId)
    fleet.lives.get(runId)?.amend(run)
    return run
  })
}
