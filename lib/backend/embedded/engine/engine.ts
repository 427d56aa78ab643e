// Runs belong to the engine: it starts, moves and ends them, and takes over what a crash left. Requests only watch.
import type { Run } from '@/lib/protocol/run'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { createEventLog, type Submitted } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { OwnEvent } from '@/lib/backend/log/runs-here'
import { createWatch } from '@/lib/backend/log/watch'
import * as anywhere from './carried-anywhere'
import * as here from './carried-here'
import { createRun, type NewRunRequest } from './create-run'
import { createDeadlines } from './deadlines'
import { carryLegs, sendWaiting } from './legs-by-jobs'
import { recover, recoverLater } from './recovery'
import { createRunWriter } from './run-writer'
import { createSlots } from './slots'
import { type Supervisor, unregister } from './supervisor'

const CONCURRENCY = 100

export interface EngineOptions extends Pick<
  Supervisor,
  'store' | 'models' | 'tools' | 'fileNameOf' | 'readImage' | 'keepPicture' | 'clock' | 'ids' | 'changes' | 'report'
> {
  /** Where several instances share the store. */
  readonly jobs?: Jobs | undefined
  /** How many runs may be with one model endpoint at a time; the others of that endpoint stay queued. */
  readonly concurrency?: number | undefined
}

export interface Engine {
  /** The run as it stands in memory, where that is how it stands. */
  current(runId: string): Run | undefined
  readonly watch: ReturnType<typeof createWatch>
  create(request: NewRunRequest): Promise<Run>
  cancel(runId: string): Promise<Run>
  /** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
  submit(runId: string, submitted: Submitted): Promise<{ run: Run; after: number }>
  modify(runId: string, metadata: Run['metadata']): Promise<Run>
  /** See `RunsHere`. */
  tell(runId: string, events: readonly OwnEvent[]): Promise<boolean>
  /** Sees to the runs that are underway in the store already. Call once, before the first request. */
  recover(): Promise<void>
  /** Stops working. Runs stay as they are in the store; another instance, or the next start, takes them up. */
  close(): Promise<void>
}

export function createEngine({ jobs, concurrency = CONCURRENCY, ...options }: EngineOptions): Engine {
  const { store } = options
  const activeRuns = new Map<string, LiveRun>()
  const deadlines = createDeadlines(options.clock)
  const log = createEventLog({
    ...options,
    onWaiting: jobs && sendWaiting(jobs, store.connection),
    onRest: (live) => unregister({ activeRuns, deadlines }, live),
  })
  const recoveries: Supervisor['recoveries'] = new Map()
  const supervisor: Supervisor = {
    ...options,
    activeRuns,
    legs: new Map(),
    slots: createSlots(concurrency),
    deadlines,
    writer: createRunWriter(log),
    recoveries,
    closing: new AbortController(),
    jobs,
    onFailure: (runId) => {
      // Whoever has the run's job gives it back.
      if (!jobs) recoverLater(supervisor, runId)
    },
  }
  const watch = createWatch({
    store,
    liveOf: (id) => activeRuns.get(id),
    recoveryOf: (id) => recoveries.get(id),
  })
  const create = (request: NewRunRequest) => createRun(supervisor, request)
  return { watch, create, ...(jobs ? byAll({ ...supervisor, jobs }) : byOne(supervisor)) }
}

type Working = Omit<Engine, 'watch' | 'create'>

/** The only process of the store carries all runs. */
function byOne(supervisor: Supervisor): Working {
  const { activeRuns, recoveries, closing, deadlines, legs, store, report } = supervisor
  /** What is asked of a run that is being recovered waits until it has been. */
  const afterRecovery = async <T>(runId: string, work: () => Promise<T>) => {
    await recoveries.get(runId)
    return work()
  }
  return {
    current: (runId) => activeRuns.get(runId)?.view().run ?? undefined,
    cancel: (runId) => afterRecovery(runId, () => here.cancel(supervisor, runId)),
    submit: (runId, submitted) => afterRecovery(runId, () => here.submit(supervisor, runId, submitted)),
    modify: (runId, metadata) => afterRecovery(runId, () => here.modify(supervisor, runId, metadata)),
    tell: (runId, events) => afterRecovery(runId, () => here.tell(supervisor, runId, events)),
    recover: () => recover(supervisor),
    async close() {
      closing.abort()
      await Promise.all(recoveries.values())
      deadlines.clearAll()
      const underway = [...legs.values()]
      for (const { abort } of underway) abort.abort(new Error('The server is closing.'))
      await Promise.all(underway.map(({ done }) => done))
      await store.runs
        .forgetStarts()
        .catch((error: unknown) => report('That the server was stopped in order could not be noted.', error))
    },
  }
}

/** Each instance carries the runs whose jobs it has taken. */
function byAll(supervisor: anywhere.SharedSupervisor): Working {
  const { closing, deadlines } = supervisor
  let stop: () => Promise<void> = async () => undefined
  return {
    current: () => undefined,
    cancel: (runId) => anywhere.cancel(supervisor, runId),
    submit: (runId, submitted) => anywhere.submit(supervisor, runId, submitted),
    modify: (runId, metadata) => anywhere.modify(supervisor, runId, metadata),
    tell: (runId, events) => anywhere.tell(supervisor, runId, events),
    async recover() {
      stop = await carryLegs(supervisor)
    },
    async close() {
      closing.abort()
      await stop()
      deadlines.clearAll()
    },
  }
}
