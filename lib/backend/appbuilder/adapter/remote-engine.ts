// Runs that a remote carries: each is followed from here to its end, into a log of our own, whoever watches or leaves.
import type { RunParams } from '@/lib/appbuilder/run'
import type { StreamRunFrame, StreamRunEvent } from '@/lib/appbuilder/stream-event'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { canMove, isTerminal, move } from '@/lib/run/machine'
import { toSeconds } from '@/lib/backend/clock'
import { createEventLog, type InTransaction, type Submitted } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { appendOwn, type OwnEvent } from '@/lib/backend/log/runs-here'
import { submission } from '@/lib/run/submission'
import { createWatch } from '@/lib/backend/log/watch'
import { ActiveRunError } from '@/lib/backend/store/store'
import { adopt, begun, noteEnded } from './begin-log'
import { inBackground, keepFollowing, resumeFollowing, type Following } from './following'
import { upstream } from './refusal'
import type { Ended } from './observe-ended'
import type { RemoteEngineOptions } from './remote-engine-options'

export type RemoteEngine = ReturnType<typeof createRemoteEngine>

export function createRemoteEngine(options: RemoteEngineOptions) {
  const activeRuns = new Map<string, LiveRun>()
  const log = createEventLog({
    store: options.mirror,
    changes: options.changes,
    onRest: ({ id }) => void activeRuns.delete(id),
  })
  const closing = new AbortController()
  const following: Following = {
    ...options,
    activeRuns,
    streamed: new Set(),
    starting: new Set(),
    holds: new Map(),
    log,
    closing,
    underway: new Set(),
  }
  return {
    watch: createWatch({ store: options.mirror, liveOf: (id) => activeRuns.get(id) }),
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
      closing.abort(new Error('The server is closing.'))
      for (const hold of following.holds.values()) hold.abort(closing.signal.reason)
      await Promise.all(following.underway)
    },
  }
}

async function recover(following: Following) {
  const { mirror } = following
  for (const { run } of await mirror.runs.unfinished()) await resumeFollowing(following, run.id)
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
    keepFollowing(following, await begun(following, run, inTransaction), behind(early, stream))
  } catch (error) {
    await abandon(following, run, stream)
    throw error
  }
  return run
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

/** The account has taken what was asked of it. */
const answered = (event: StreamEvent): Observation => ({ ...event, source: 'response' })

/** Answers the calls of a run there, then here. `after` is where its log stood before. */
function submit(
  following: Following,
  runId: string,
  { outputs, inTransaction }: Submitted,
): Promise<{ run: Run; after: number }> {
  const { client, log, activeRuns, streamed } = following
  return log.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    const view = live?.view()
    if (!live || !view?.run) throw await whyNot(following, runId, 'Runs in status')
    const { run, lastSeq } = view
    const { thread_id } = run
    const events = submission(view, outputs, toSeconds(live.now()))
    if (streamed.has(runId)) {
      await client.threads.runs.submitToolOutputs({ thread_id, run_id: runId, tool_outputs: [...outputs] })
    } else {
      keepFollowing(following, live, await resumed(following, run, outputs))
    }
    await log.append(live, events.map(answered), {
      inTransaction: async (tables, { after }) => {
        await inTransaction?.(tables, { run: after.run ?? run, after: lastSeq })
      },
    })
    return { run: live.view().run ?? run, after: lastSeq }
  })
}

/** Without its stream a run takes one output at a time, and behind the last it goes on in a stream of its own. */
async function resumed(
  { client, closing }: Following,
  { id, thread_id, assistant_id }: Run,
  outputs: Submitted['outputs'],
) {
  const { signal } = closing
  const params = outputs.map((output) => ({ thread_id, assistant_id, tool_output: { ...output, run_id: id } }))
  const last = params.pop()
  if (!last) throw badRequest('There are no outputs.', { param: 'tool_outputs' })
  for (const each of params) await client.threads.runs.run(each, { signal })
  const stream = await client.threads.runs.streamRunFrames(last, { signal })
  const { value } = await stream.next()
  return behind(value ? [value] : [], stream)
}

async function* behind(first: readonly StreamRunFrame[], rest: AsyncIterable<StreamRunFrame>) {
  yield* first
  yield* rest
}

/** Asks the remote to end the run. It is `cancelling` until the remote says that it has. */
function cancel(following: Following, runId: string): Promise<Run> {
  const { client, log, activeRuns } = following
  return log.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    const run = live?.view().run
    if (!live || !run) throw await whyNot(following, runId, 'Cannot cancel run with status')
    if (!canMove(run.status, 'cancelling')) throw badRequest(`Cannot cancel run with status '${run.status}'.`)
    await client.threads.runs.cancel({ thread_id: run.thread_id, run_id: runId })
    const cancelling = move(run, 'cancelling', { seconds: toSeconds(live.now()), usage: run.usage })
    await log.append(live, [answered({ event: 'thread.run.cancelling', data: cancelling })])
    return cancelling
  })
}

/** Writes what others of this process have to say of a run into its log. */
const tell = (following: Following, runId: string, events: readonly OwnEvent[]): Promise<boolean> =>
  following.log.exclusive(runId, () => appendOwn(following, runId, events))

async function whyNot({ mirror }: Following, runId: string, what: string): Promise<ApiError> {
  const run = await mirror.runs.get(runId)
  if (!run) return notFound('run', runId)
  if (isTerminal(run.status)) return badRequest(`${what} '${run.status}' are over.`)
  return new ApiError(503, `Run ${runId} could not be written, and is taken up again soon. Try again.`)
}

/** Why a run ended, as far as an event says that. */
function reasonIn(event: StreamRunEvent | undefined): string {
  if (event?.event !== 'status' || event.event_type !== 'run_end') return ''
  return event.details?.run_object?.last_error?.message || event.details?.error_info?.message || ''
}
