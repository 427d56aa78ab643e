// Runs that a remote carries: each is followed from here to its end, into a log of our own, whoever watches or leaves.
import type { RunParams } from '@/lib/appbuilder/run'
import type { StreamRunFrame, StreamRunEvent } from '@/lib/appbuilder/stream-event'
import type { Run } from '@/lib/protocol/run'
import { createFollowedRuns } from '@/lib/backend/following/followed-runs'
import { createEventLog, type InTransaction, type Submitted } from '@/lib/backend/log/event-log'
import type { OwnEvent } from '@/lib/backend/log/runs-here'
import { createWatch } from '@/lib/backend/log/watch'
import { ActiveRunError } from '@/lib/backend/store/store'
import { adopt, begun, noteEnded } from './begin-log'
import { behind, cancel, submit, tell } from './asked-of-runs'
import { inBackground, keepFollowing, type Following } from './following'
import { upstream } from './refusal'
import type { Ended } from './observe-ended'
import type { RemoteEngineOptions } from './remote-engine-options'

export type RemoteEngine = ReturnType<typeof createRemoteEngine>

export function createRemoteEngine(options: RemoteEngineOptions) {
  const { mirror, jobs } = options
  const closing = new AbortController()
  const runs = createFollowedRuns({
    ...{ store: mirror, jobs, clock: options.clock, report: options.report },
    follow: (live) => keepFollowing(following, live),
    leave: ({ id }) => following.holds.get(id)?.abort(new Error('The run is followed elsewhere.')),
  })
  const log = createEventLog({
    ...{ store: mirror, changes: options.changes, onRest: runs.rested },
    onWaiting: jobs && ((tables, { id }) => jobs.send(tables, 'respond', { connection: mirror.connection, id })),
  })
  const following: Following = {
    ...options,
    runs,
    streamed: new Map(),
    starting: new Set(),
    holds: new Map(),
    log,
    closing,
    underway: new Set(),
  }
  return {
    watch: createWatch({ store: mirror, liveOf: (id) => runs.activeRuns.get(id) }),
    create: (params: RunParams, birth: Birth) => create(following, params, birth),
    /** Is a run being begun there from here, whose name is not known yet? */
    isStarting: (threadId: string) => following.starting.has(threadId),
    adopt: (run: Run, createdMs: number) => adopt(following, run, createdMs),
    noteEnded: (ended: Ended) => noteEnded(following, ended),
    /** Work on one thing, one after the other. */
    exclusive: log.exclusive,
    submit: (runId: string, submitted: Submitted) => submit(following, runId, submitted),
    cancel: (runId: string) => cancel(following, runId),
    /** See `RunsHere`. */
    tell: (runId: string, events: readonly OwnEvent[]) => tell(following, runId, events),

    /** Work that no answer waits for. A failure is reported to the operator. */
    aside(what: string, work: (signal: AbortSignal) => Promise<void>) {
      const { signal } = closing
      inBackground(following, async () => {
        await work(signal).catch((error: unknown) => {
          if (!signal.aborted) options.report(`${what} failed.`, error)
        })
      })
    },

    /** Goes on with the runs that an earlier process followed. Call once, before the first request. */
    recover: () => recover(following),

    /** Stops following. The remote goes on, and the next start follows its runs again. */
    async close() {
      await runs.close()
      closing.abort(new Error('The server is closing.'))
      for (const hold of following.holds.values()) hold.abort(closing.signal.reason)
      await Promise.all(following.underway)
    },
  }
}

async function recover(following: Following) {
  const { mirror } = following
  await following.runs.recover()
  for (const { table, id } of mirror.damaged()) if (table === 'runs') await mirror.runs.abandon(id, following.clock())
}

/** What the remote calls a run that it has begun, and the model that it takes; "" when it does not say. */
interface Begun {
  readonly id: string
  readonly threadId: string
  readonly model: string
  /** Unix milliseconds by the account's clock; 0 when it does not say. */
  readonly createdMs: number
}

interface Birth {
  readonly toRun: (begun: Begun) => Run
  readonly inTransaction?: InTransaction
}

/**
 * Starts the remote's run and answers as soon as it has a name. Runs of one thread begin one after the other, and none
 * begins there that has no place here: it would go on unseen, at the account's cost.
 */
function create(following: Following, params: RunParams, birth: Birth): Promise<Run> {
  const { log, mirror, starting } = following
  const { thread_id = '' } = params
  return log.exclusive(`beginning on ${thread_id}`, async () => {
    if (await mirror.runs.active(thread_id)) throw new ActiveRunError(thread_id)
    starting.add(thread_id)
    try {
      return await begin(following, params, birth)
    } finally {
      starting.delete(thread_id)
    }
  })
}

async function begin(following: Following, params: RunParams, { toRun, inTransaction }: Birth): Promise<Run> {
  const { client, closing } = following
  const stream = await client.threads.runs.streamRunFrames(params, { signal: closing.signal })
  const { first, early } = await firstKnown(stream)
  const named = first?.event === 'status' && first.event_type === 'run_begin' ? first.details?.run_object : undefined
  if (!named?.id) {
    await stream.return(undefined)
    throw upstream(reasonIn(first) || 'AppBuilder’s stream did not begin with a run.')
  }
  const { id, model, created_at: createdMs, thread_id: threadId } = named
  const run = toRun({ id, threadId: threadId || (params.thread_id ?? ''), model, createdMs })
  try {
    const live = await begun(following, run, inTransaction).catch(async (error: unknown) => {
      const adopted = await adoptedMeanwhile(following, run, inTransaction)
      if (!adopted) throw error
      return adopted
    })
    keepFollowing(following, live, behind(early, stream))
  } catch (error) {
    await abandon(following, run, stream)
    throw error
  }
  return run
}

/** Another instance may have seen the run in a list of the account before it was stored here. */
async function adoptedMeanwhile({ runs, mirror }: Following, run: Run, inTransaction: InTransaction | undefined) {
  const live = runs.isShared ? await runs.take(run.id) : undefined
  if (live) await mirror.transaction(async (tables) => inTransaction?.(tables, { run, after: 0 }))
  return live
}

/** The first thing that a stream says and that is known here, and what came before it. */
async function firstKnown(stream: AsyncIterator<StreamRunFrame>) {
  const early: StreamRunFrame[] = []
  for (;;) {
    const { done, value } = await stream.next()
    if (done) return { first: undefined, early }
    if (value.event !== 'unknown') return { first: value, early }
    early.push(value)
  }
}

/** Ends a run at the remote that could not be kept here. */
async function abandon({ client, report }: Following, run: Run, stream: AsyncGenerator<StreamRunFrame>) {
  await stream.return(undefined)
  await client.threads.runs.cancel({ thread_id: run.thread_id, run_id: run.id }).catch((error: unknown) => {
    report(`Run ${run.id} could neither be kept here nor be cancelled there.`, error)
  })
}

/** Why a run ended, as far as an event says that. */
function reasonIn(event: StreamRunEvent | undefined): string {
  if (event?.event !== 'status' || event.event_type !== 'run_end') return ''
  return event.details?.run_object?.last_error?.message || event.details?.error_info?.message || ''
}
