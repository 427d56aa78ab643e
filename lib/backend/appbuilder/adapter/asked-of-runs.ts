// What is asked of runs that a remote carries: it is asked of the remote, and its answer stands in the run's log.
import type { StreamRunFrame } from '@/lib/appbuilder/stream-event'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView } from '@/lib/run/fold'
import { canMove, isTerminal, move } from '@/lib/run/machine'
import { submission } from '@/lib/run/submission'
import { toSeconds } from '@/lib/backend/clock'
import type { Submitted } from '@/lib/backend/log/event-log'
import { appendOwn, type OwnEvent } from '@/lib/backend/log/runs-here'
import { followedHere, type Following, keepFollowing } from './following'

/** The account has taken what was asked of it. */
const answered = (event: StreamEvent): Observation => ({ ...event, source: 'response' })

/** Answers the calls of a run there, then here. `after` is where its log stood before. */
export function submit(
  following: Following,
  runId: string,
  { outputs, inTransaction }: Submitted,
): Promise<{ run: Run; after: number }> {
  const { client, log, streamed } = following
  return log.exclusive(runId, async () => {
    const live = await followedHere(following, runId, ['requires_action'])
    const view = live?.view()
    if (!live || !view?.run) throw await whyNoOutputs(following, runId, outputs)
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

export async function* behind(first: readonly StreamRunFrame[], rest: AsyncIterable<StreamRunFrame>) {
  yield* first
  yield* rest
}

/** Asks the remote to end the run. It is `cancelling` until the remote says that it has. */
export function cancel(following: Following, runId: string): Promise<Run> {
  const { client, log } = following
  return log.exclusive(runId, async () => {
    const live = await followedHere(following, runId)
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
export const tell = (following: Following, runId: string, events: readonly OwnEvent[]): Promise<boolean> =>
  following.log.exclusive(runId, async () => {
    await followedHere(following, runId, ['requires_action'])
    return appendOwn({ log: following.log, activeRuns: following.runs.activeRuns }, runId, events)
  })

async function whyNoOutputs(following: Following, runId: string, outputs: Submitted['outputs']): Promise<ApiError> {
  const { mirror, runs, clock } = following
  const run = await mirror.runs.get(runId)
  // Throws, unless the run has come to wait just now.
  if (run && runs.isElsewhere(runId, run.status)) submission({ ...emptyView, run }, outputs, toSeconds(clock()))
  return whyNot(following, runId, 'Runs in status')
}

async function whyNot({ mirror }: Following, runId: string, what: string): Promise<ApiError> {
  const run = await mirror.runs.get(runId)
  if (!run) return notFound('run', runId)
  if (isTerminal(run.status)) return badRequest(`${what} '${run.status}' are over.`)
  return new ApiError(503, `Run ${runId} could not be written, and is taken up again soon. Try again.`)
}
