// What is asked of runs that a remote carries: it is asked of the remote, and its answer stands in the run's log.
import type { RunStream } from '@/lib/appbuilder/read-run-events'
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
import { followedHere, type Following, keepFollowing, type OpenStream } from './following'
import { isUndone } from './refusal'

/** The account has taken what was asked of it. */
const answered = (event: StreamEvent): Observation => ({ ...event, source: 'response' })

/** Answers the calls of a run there, then here. `after` is where its log stood before. */
export function submit(
  following: Following,
  runId: string,
  { outputs, inTransaction }: Submitted,
): Promise<{ run: Run; after: number }> {
  const { log, streamed } = following
  return log.exclusive(runId, async () => {
    const live = await followedHere(following, runId, ['requires_action'])
    const view = live?.view()
    if (!live || !view?.run) throw await whyNoOutputs(following, runId, outputs)
    const { run, lastSeq } = view
    const events = submission(view, outputs, toSeconds(live.now()))
    const isStreamed = streamed.get(runId)?.aborted === false
    const stream = isStreamed ? await answerBeside(following, run, outputs) : await goOn(following, run, outputs)
    if (stream) keepFollowing(following, live, stream)
    await log.append(live, events.map(answered), {
      inTransaction: async (tables, { after }) => {
        await inTransaction?.(tables, { run: after.run ?? run, after: lastSeq })
      },
    })
    return { run: live.view().run ?? run, after: lastSeq }
  })
}

/** All at once, where the stream is open in which the run goes on. */
async function answerBeside({ client }: Following, { id, thread_id }: Run, outputs: Submitted['outputs']) {
  await client.threads.runs.submitToolOutputs({ thread_id, run_id: id, tool_outputs: [...outputs] })
  return undefined
}

/** In a stream of its own; undefined where the account wants the one that was open elsewhere: then it is asked. */
async function goOn(following: Following, run: Run, outputs: Submitted['outputs']): Promise<OpenStream | undefined> {
  try {
    return await resumed(following, run, outputs)
  } catch (error) {
    if (!isUndone(error)) throw error
    return answerBeside(following, run, outputs).catch(() => {
      throw error
    })
  }
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

/** The stream with what was read of it already. */
export function behind(first: readonly StreamRunFrame[], rest: RunStream<StreamRunFrame>): OpenStream {
  async function* frames() {
    yield* first
    yield* rest
  }
  return { frames: frames(), close: () => rest.close() }
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
