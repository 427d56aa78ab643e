// Starts and ends the runs of this process, also after a failure of the store.
import { isTerminal } from '@/lib/run/machine'
import { lastErrorFor } from '@/lib/run/own-failures'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Changes } from '@/lib/backend/log/changes'
import { toSeconds, type Clock } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import type { HostedTools } from '../tools/hosted-tool'
import type { Deadlines } from './deadlines'
import { endingOf, type Ending } from '@/lib/run/endings'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { lastErrorOf, OverdueError, runLeg, StoppedOftenError, StoreFailure, TooManyTurnsError } from './leg'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { KeepPicture } from './kept-pictures'
import type { ReadImage } from './with-images'
import type { FileNameOf } from './read-history'
import type { RunWriter } from './run-writer'
import type { Slots } from './slots'

/** A leg that this process works on. */
export interface Leg {
  readonly abort: AbortController
  /** Never rejects. */
  readonly done: Promise<void>
}

/** Everything underway in this process, and what it takes to work on it. */
export interface Supervisor {
  readonly store: Store
  readonly models: ModelRegistry
  /** Those that are executed here. */
  readonly tools: HostedTools
  /** How models are told the names of attached files; without it they are told the ids. */
  readonly fileNameOf: FileNameOf
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  /** For models that see. */
  readonly readImage: ReadImage
  /** For what endpoints draw. */
  readonly keepPicture: KeepPicture
  readonly report: (message: string, error: unknown) => void
  readonly activeRuns: Map<string, LiveRun>
  readonly legs: Map<string, Leg>
  readonly slots: Slots
  readonly deadlines: Deadlines
  readonly writer: RunWriter
  /** The active runs that this start has found and not yet recovered. Never reject. */
  readonly recoveries: Map<string, Promise<void>>
  /** Aborted when the engine closes. */
  readonly closing: AbortController
  /** By what legs are carried where several instances share the store; without it this process carries them all. */
  readonly jobs: Jobs | undefined
  /** Called when a run could not be written and is carried here no more. */
  readonly onFailure: (runId: string, error: unknown) => void
}

/** Adds a run to the active ones, until it rests or expires. */
export function register(supervisor: Supervisor, live: LiveRun, expiresMs: number) {
  supervisor.activeRuns.set(live.id, live)
  const expire = () =>
    void end(supervisor, live, { to: 'expired' }).catch((error: unknown) => handleFailure(supervisor, live, error))
  supervisor.deadlines.set(live.id, expiresMs, expire)
}

export function unregister({ activeRuns, deadlines }: Pick<Supervisor, 'activeRuns' | 'deadlines'>, live: LiveRun) {
  // Taken up again it is another's.
  if (activeRuns.get(live.id) !== live) return
  activeRuns.delete(live.id)
  deadlines.clear(live.id)
}

/** Starts a run's next leg. Returns at once. `isTakenUp`: a start of the process has found it queued. */
export function start(supervisor: Supervisor, live: LiveRun, { isTakenUp } = { isTakenUp: false }): Leg | undefined {
  const { run } = live.view()
  if (!run || supervisor.closing.signal.aborted) return undefined
  const abort = new AbortController()
  const entry = supervisor.models.find(run.model)
  const done = runLeg(live, { ...supervisor, isTakenUp, entry, signal: abort.signal })
    .catch((error: unknown) => (abort.signal.aborted ? undefined : fail(supervisor, live, error)))
    .finally(() => {
      if (supervisor.legs.get(live.id)?.abort === abort) supervisor.legs.delete(live.id)
    })
  const leg = { abort, done }
  supervisor.legs.set(live.id, leg)
  return leg
}

async function fail(supervisor: Supervisor, live: LiveRun, error: unknown) {
  if (error instanceof StoreFailure) return handleFailure(supervisor, live, error.cause)
  await end(supervisor, live, endingFor(supervisor, live, error)).catch((cause: unknown) =>
    handleFailure(supervisor, live, cause),
  )
}

function endingFor({ report }: Supervisor, { id }: LiveRun, error: unknown): Ending {
  if (error instanceof OverdueError) return { to: 'expired' }
  if (error instanceof StoppedOftenError) return stoppedOften
  if (error instanceof TooManyTurnsError) return tooManyTurns
  const { lastError, isOurs } = lastErrorOf(error)
  if (isOurs) report(`Run ${id} failed.`, error)
  return { to: 'failed', last_error: lastError }
}

/** Ends an active run before its time. A run that came to rest meanwhile stays as it is. */
export const end = (supervisor: Supervisor, live: LiveRun, ending: Ending) =>
  supervisor.writer.exclusive(live.id, () => endNow(supervisor, live, ending))

/** As `end`, for whoever holds the run's lock already. */
export async function endNow(supervisor: Supervisor, live: LiveRun, ending: Ending) {
  const { run } = live.view()
  if (!run || isTerminal(run.status)) return
  supervisor.legs.get(live.id)?.abort.abort(new Error(`The run is ${ending.to}.`))
  await supervisor.writer.append(live, endingOf(live.view(), ending, toSeconds(live.now())))
}

/** The store failed: whoever follows the run gets the error, or follows it elsewhere, and the run is recovered. */
export function handleFailure(supervisor: Supervisor, live: LiveRun, error: unknown) {
  const isLost = error instanceof LostRunError
  if (!isLost || !supervisor.jobs) supervisor.report(`Run ${live.id} could not be written.`, error)
  unregister(supervisor, live)
  if (supervisor.jobs) live.letGo()
  live.fail(error)
  if (!isLost) supervisor.onFailure(live.id, error)
}

export const stoppedOften: Ending = { to: 'failed', last_error: lastErrorFor('stopped_often') }

const tooManyTurns: Ending = { to: 'failed', last_error: lastErrorFor('too_many_turns') }
