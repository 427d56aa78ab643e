// Runs belong to the engine: it starts, moves and ends them, and takes over what a crash left. Requests only watch.
import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { emptyView } from '@/lib/run/fold'
import { canMove, move } from '@/lib/run/machine'
import { toSeconds } from '@/lib/backend/clock'
import { ActiveRunError, type RunRow, type Tables } from '@/lib/backend/store/store'
import { createDeadlines } from './deadlines'
import { createEventLog, type InTransaction, type Submitted } from '@/lib/backend/log/event-log'
import type { OwnEvent } from '@/lib/backend/log/runs-here'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import { LIFETIME_SECONDS, newRun } from '@/lib/run/new-run'
import { createRunWriter } from './run-writer'
import { createSlots } from './slots'
import { end, endNow, register, unregister, recover, start, handleFailure, type Supervisor } from './supervisor'
import { submission } from '@/lib/run/submission'
import { createWatch } from '@/lib/backend/log/watch'

/** How many runs may be with one model endpoint at a time; the others of that endpoint stay queued. */
const CONCURRENCY = 100

export type EngineOptions = Pick<
  Supervisor,
  'store' | 'models' | 'tools' | 'fileNameOf' | 'readImage' | 'keepPicture' | 'clock' | 'ids' | 'changes' | 'report'
>

export interface NewRunRequest {
  readonly assistant: Assistant
  readonly body: CreateRunBody
  /** A thread that exists, or one to be created together with the run. */
  readonly thread: { readonly id: string } | { readonly create: Thread }
  /** Messages that come into the thread before the run begins. */
  readonly messages: readonly Message[]
  readonly inTransaction?: InTransaction
}

export type Engine = ReturnType<typeof createEngine>

export function createEngine(options: EngineOptions) {
  const activeRuns = new Map<string, LiveRun>()
  const deadlines = createDeadlines(options.clock)
  const log = createEventLog({ ...options, onRest: (live) => unregister({ activeRuns, deadlines }, live) })
  const writer = createRunWriter(log)
  const slots = createSlots(CONCURRENCY)
  const recoveries: Supervisor['recoveries'] = new Map()
  const closing = new AbortController()
  const supervisor: Supervisor = {
    ...options,
    activeRuns,
    legs: new Map(),
    slots,
    deadlines,
    writer,
    recoveries,
    closing,
  }
  /** What is asked of a run that is being recovered waits until it has been. */
  const afterRecovery = async <T>(runId: string, work: () => Promise<T>) => {
    await recoveries.get(runId)
    return work()
  }
  return {
    watch: createWatch({
      store: options.store,
      liveOf: (id) => activeRuns.get(id),
      recoveryOf: (id) => recoveries.get(id),
    }),
    /** The run as it stands while it is active in this process. */
    current: (runId: string) => activeRuns.get(runId)?.view().run ?? undefined,
    create: (request: NewRunRequest) => create(supervisor, request),
    cancel: (runId: string) => afterRecovery(runId, () => cancel(supervisor, runId)),
    submit: (runId: string, submitted: Submitted) => afterRecovery(runId, () => submit(supervisor, runId, submitted)),
    modify: (runId: string, metadata: Run['metadata']) =>
      afterRecovery(runId, () => modify(supervisor, runId, metadata)),
    /** See `RunsHere`. */
    tell: (runId: string, events: readonly OwnEvent[]) => afterRecovery(runId, () => tell(supervisor, runId, events)),

    /** Recovers every run that an earlier process left active. Call once, before the first request. */
    recover: () => recover(supervisor),

    /** Stops working. Runs stay as they are in the store; the next start recovers them. */
    async close() {
      closing.abort()
      await Promise.all(recoveries.values())
      deadlines.clearAll()
      const underway = [...supervisor.legs.values()]
      for (const { abort } of underway) abort.abort(new Error('The server is closing.'))
      await Promise.all(underway.map(({ done }) => done))
      await options.store.runs
        .forgetStarts()
        .catch((error: unknown) => options.report('That the server was stopped in order could not be noted.', error))
    },
  }
}

/** Stores a run with its first events and sets it going. */
async function create(
  supervisor: Supervisor,
  { assistant, body, thread, messages, inTransaction }: NewRunRequest,
): Promise<Run> {
  const { models, ids, writer, clock } = supervisor
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
  register(supervisor, live, row.expiresMs)
  try {
    await writer.append(live, events, async (tables, { atMs }) => {
      await insertRun(tables, { thread, messages, row, atMs })
      await inTransaction?.(tables, { run, after: 0 })
    })
  } catch (error) {
    unregister(supervisor, live)
    throw error
  }
  start(supervisor, live)
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
  try {
    await tables.runs.insert(row, atMs)
  } catch (error) {
    if (!(error instanceof ActiveRunError)) throw error
    const active = await tables.runs.active(threadId)
    throw badRequest(`Thread ${threadId} already has an active run ${active?.id}.`)
  }
  for (const message of messages) await tables.messages.insert(message)
}

/** Tells a run to stop. It is `cancelling` until its leg has let go, then `cancelled`. */
function cancel(supervisor: Supervisor, runId: string): Promise<Run> {
  const { store, activeRuns, legs, writer } = supervisor
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await expireIfOver(supervisor, live)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    if (!live || !canMove(run.status, 'cancelling')) throw badRequest(`Cannot cancel run with status '${run.status}'.`)
    const cancelling = move(run, 'cancelling', { seconds: toSeconds(live.now()), usage: run.usage })
    await writer.append(live, [{ event: 'thread.run.cancelling', data: cancelling }])
    const leg = legs.get(runId)
    leg?.abort.abort(new Error('The run is being cancelled.'))
    void Promise.resolve(leg?.done)
      .then(() => end(supervisor, live, { to: 'cancelled' }))
      .catch((error: unknown) => handleFailure(supervisor, live, error))
    return cancelling
  })
}

/** A timer may come late, where the machine has slept; what is asked of the run then is asked of an expired one. */
async function expireIfOver(supervisor: Supervisor, live: LiveRun) {
  if (supervisor.deadlines.isOver(live.id)) await endNow(supervisor, live, { to: 'expired' })
}

/** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
function submit(
  supervisor: Supervisor,
  runId: string,
  { outputs, inTransaction }: Submitted,
): Promise<{ run: Run; after: number }> {
  const { store, activeRuns, writer } = supervisor
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await expireIfOver(supervisor, live)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    const view = live?.view() ?? { ...emptyView, run }
    const events = submission(view, outputs, toSeconds(live?.now() ?? supervisor.clock()))
    if (!live) throw new Error(`Run ${runId} waits for outputs, but is not underway in this process.`)
    const { lastSeq } = view
    await writer.append(live, events, async (tables, { after }) => {
      await inTransaction?.(tables, { run: after.run ?? run, after: lastSeq })
    })
    start(supervisor, live)
    return { run: live.view().run ?? run, after: lastSeq }
  })
}

/** Writes what others of this process have to say of a run into its log. */
function tell({ activeRuns, writer }: Supervisor, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await writer.append(live, events)
    return live !== undefined
  })
}

/** Metadata is no matter of the log: it changes in the store and, while the run is underway, beside its view. */
function modify(supervisor: Supervisor, runId: string, metadata: Run['metadata']): Promise<Run> {
  return supervisor.writer.exclusive(runId, async () => {
    const run = await supervisor.store.runs.setMetadata(runId, metadata)
    if (!run) throw notFound('run', runId)
    supervisor.activeRuns.get(runId)?.amend(run)
    return run
  })
}
