// Runs belong to the engine: it starts them, moves them, ends them, and takes over what a crash left. Requests only watch.
import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { emptyView, fold } from '@/lib/run/fold'
import { canMove, isTerminal, move } from '@/lib/run/machine'
import type { Changes } from '../changes'
import { toSeconds, type Clock } from '../clock'
import type { Ids } from '../ids'
import type { ModelRegistry } from '../models/model'
import type { RunRow, Store, Tables } from '../store/store'
import { createDeadlines } from './deadlines'
import { endingOf } from './endings'
import { createLedger, LostRunError } from './ledger'
import { lastErrorOf, runLeg, StoreFailure } from './leg'
import { createLiveRun, type LiveRun } from './live-run'
import { LIFETIME_SECONDS, newRun } from './new-run'
import { createSlots } from './slots'
import { submission } from './submit'
import { createWatch } from './watch'

/** How many runs may be with their models at a time; the others stay queued. */
const CONCURRENCY = 100
/** When the store refused, the run is taken up again after this time, until it can be written. */
const RETAKE_MS = 5_000

export interface EngineOptions {
  readonly store: Store
  readonly models: ModelRegistry
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

export interface NewRunRequest {
  readonly assistant: Assistant
  readonly body: CreateRunBody
  /** A thread that exists, or one to be created together with the run. */
  readonly thread: { readonly id: string } | { readonly create: Thread }
  /** Messages that come into the thread before the run begins. */
  readonly messages: readonly Message[]
}

export type Engine = ReturnType<typeof createEngine>

export function createEngine({ store, models, clock, ids, changes, report }: EngineOptions) {
  const lives = new Map<string, LiveRun>()
  const legs = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>()
  const slots = createSlots(CONCURRENCY)
  const deadlines = createDeadlines(clock)
  const ledger = createLedger({ store, clock, changes, onRest: forget })
  const watch = createWatch({ store, liveOf: (id) => lives.get(id) })
  const now = () => toSeconds(clock())
  let isClosed = false

  function forget(live: LiveRun) {
    lives.delete(live.id)
    deadlines.clear(live.id)
  }

  function keep(live: LiveRun, expiresMs: number) {
    lives.set(live.id, live)
    deadlines.set(live.id, expiresMs, () => void end(live, { to: 'expired' }).catch((error) => stumble(live, error)))
  }

  function start(live: LiveRun) {
    const { run } = live.view()
    if (!run || isClosed) return
    const abort = new AbortController()
    const work = runLeg(live, { entry: models.find(run.model), signal: abort.signal, store, ledger, clock, ids, slots })
    const done = work
      .catch((error: unknown) => (abort.signal.aborted ? undefined : fail(live, error)))
      .finally(() => {
        if (legs.get(live.id)?.abort === abort) legs.delete(live.id)
      })
    legs.set(live.id, { abort, done })
  }

  async function fail(live: LiveRun, error: unknown) {
    if (error instanceof StoreFailure) return stumble(live, error)
    const lastError = lastErrorOf(error)
    if (lastError.message !== (error as Error | undefined)?.message) report(`Run ${live.id} failed.`, error)
    await end(live, { to: 'failed', last_error: lastError }).catch((cause) => stumble(live, cause))
  }

  /** The store refused: who follows is told, and the run is taken up again when it may be writable. */
  function stumble(live: LiveRun, error: unknown) {
    report(`Run ${live.id} could not be written.`, error)
    forget(live)
    live.fail(error)
    const isLost = error instanceof LostRunError || (error instanceof Error && error.cause instanceof LostRunError)
    if (!isLost) deadlines.set(live.id, clock() + RETAKE_MS, () => void retake(live.id))
  }

  async function retake(runId: string) {
    try {
      const row = await store.runs.row(runId)
      if (row && !isTerminal(row.run.status)) await takeUp(row)
    } catch (error) {
      report(`Run ${runId} could not be taken up again.`, error)
      if (!isClosed) deadlines.set(runId, clock() + RETAKE_MS, () => void retake(runId))
    }
  }

  /** Ends an active run before its time. A run that is at rest meanwhile stays as it is. */
  function end(live: LiveRun, ending: Parameters<typeof endingOf>[1]) {
    return ledger.exclusive(live.id, async () => {
      const { run } = live.view()
      if (!run || isTerminal(run.status)) return
      legs.get(live.id)?.abort.abort(new Error(`The run is ${ending.to}.`))
      await ledger.append(live, endingOf(live.view(), ending, now()))
    })
  }

  async function create({ assistant, body, thread, messages }: NewRunRequest): Promise<Run> {
    const threadId = 'id' in thread ? thread.id : thread.create.id
    const lifetimeSeconds = models.find(body.model ?? assistant.model).lifetimeSeconds ?? LIFETIME_SECONDS
    const run = newRun(assistant, body, { id: ids('run_'), threadId, seconds: now(), lifetimeSeconds })
    const row: RunRow = { run, attempt: 1, expiresMs: (run.created_at + lifetimeSeconds) * 1000 }
    const live = createLiveRun(run.id, { attempt: row.attempt, view: emptyView })
    keep(live, row.expiresMs)
    const events: StreamEvent[] = [
      ...('create' in thread ? [{ event: 'thread.created', data: thread.create } as const] : []),
      { event: 'thread.run.created', data: run },
      { event: 'thread.run.queued', data: run },
    ]
    try {
      await ledger.append(live, events, (tables) => insertRun(tables, { thread, messages, row, atMs: clock() }))
    } catch (error) {
      forget(live)
      throw error
    }
    start(live)
    return run
  }

  async function cancel(runId: string): Promise<Run> {
    const live = lives.get(runId)
    return ledger.exclusive(runId, async () => {
      const run = live?.view().run ?? (await store.runs.get(runId))
      if (!run) throw notFound('run', runId)
      if (!live || !canMove(run.status, 'cancelling')) throw badRequest(`Cannot cancel run with status '${run.status}'.`)
      await ledger.append(live, [{ event: 'thread.run.cancelling', data: move(run, 'cancelling', { seconds: now() }) }])
      const leg = legs.get(runId)
      leg?.abort.abort(new Error('The run is being cancelled.'))
      void Promise.resolve(leg?.done).then(() => end(live, { to: 'cancelled' })).catch((error) => stumble(live, error))
      return live.view().run ?? run
    })
  }

  /** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
  async function submit(runId: string, outputs: SubmitToolOutputsBody['tool_outputs']): Promise<{ run: Run; after: number }> {
    const live = lives.get(runId)
    return ledger.exclusive(runId, async () => {
      const view = live?.view() ?? { ...emptyView, run: (await store.runs.get(runId)) ?? null }
      const events = submission(view, outputs, now())
      if (!live) throw notFound('run', runId)
      await ledger.append(live, events)
      start(live)
      return { run: live.view().run ?? view.run!, after: view.lastSeq }
    })
  }

  async function modify(runId: string, metadata: Run['metadata']): Promise<Run> {
    return ledger.exclusive(runId, async () => {
      const run = await store.runs.setMetadata(runId, metadata)
      if (!run) throw notFound('run', runId)
      lives.get(runId)?.amend(run)
      return run
    })
  }

  /** Takes up a run that no leg of this process carries: goes on where that is safe, else ends it with a reason. */
  async function takeUp(row: RunRow) {
    const attempt = await store.runs.claim(row.run.id, [row.run.status])
    if (attempt === undefined) return
    const logged = fold(emptyView, await store.events.after(row.run.id, 0, Number.MAX_SAFE_INTEGER))
    const live = createLiveRun(row.run.id, { attempt, view: { ...logged, run: row.run } })
    keep(live, row.expiresMs)
    if (clock() >= row.expiresMs) return end(live, { to: 'expired' })
    if (row.run.status === 'cancelling') return end(live, { to: 'cancelled' })
    if (row.run.status === 'requires_action') return
    // A turn of which nothing was recorded can be asked for again; half an answer cannot be continued.
    if (row.run.status === 'queued' || logged.log.at(-1)?.event === 'thread.run.in_progress') return start(live)
    await end(live, {
      to: 'failed',
      last_error: { code: 'server_error', message: 'The server stopped while the model was answering. Start a new run to ask again.' },
    })
  }

  return {
    create,
    cancel,
    submit,
    modify,
    watch,

    /** Takes up every run that an earlier process left underway. Call once, before the first request. */
    async recover() {
      for (const row of await store.runs.unfinished()) await takeUp(row)
    },

    /** Stops working. Runs stay as they are in the store; the next start takes them up. */
    async close() {
      isClosed = true
      deadlines.clearAll()
      const underway = [...legs.values()]
      for (const { abort } of underway) abort.abort(new Error('The server is closing.'))
      await Promise.all(underway.map(({ done }) => done))
    },
  }
}

async function insertRun(
  tables: Tables,
  { thread, messages, row, atMs }: { thread: NewRunRequest['thread']; messages: readonly Message[]; row: RunRow; atMs: number },
) {
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
