// A run whose stream is gone, or that others began: polled, and reported as its stream would have reported it.
import {
  AppBuilderAnswerError,
  AppBuilderConnectionError,
  AppBuilderError,
  AppBuilderHttpError,
  AppBuilderServerError,
} from '@/lib/appbuilder/error'
import type { RunResult } from '@/lib/appbuilder/run'
import { streamRunStatusSchema, type StatusEventType, type StreamRunEvent } from '@/lib/appbuilder/stream-event'
import type { Clock } from '@/lib/backend/clock'
import { isTerminal } from '@/lib/run/machine'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { isKeyRefusal } from './refusal'
import type { RemoteEngineOptions } from './remote-engine-options'
import { accountTimeOf, type PolledEvent } from './polled-event'

const MIN_MS = 1_000
const MAX_MS = 30_000

const longer = (ms: number) => Math.min(2 * ms, MAX_MS)

const ended: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed', 'expired'])

/** From these a run moves on by itself, and soon. In others it may stay for hours: it is polled less and less often. */
const moving: ReadonlySet<string> = new Set(['queued', 'in_progress', 'cancelling'])

type PollOptions = Pick<RemoteEngineOptions, 'client' | 'sleep' | 'report' | 'clock'>

/** Ends with the run; one that AppBuilder refuses to describe counts as failed. Throws the signal's reason. */
export async function* followByPolling(
  options: PollOptions,
  live: LiveRun,
  signal: AbortSignal,
): AsyncGenerator<PolledEvent> {
  const polls = createPolls(options.clock, live)
  try {
    yield* polled(options, live, { polls, signal })
  } catch (error) {
    if (!(error instanceof AppBuilderError)) throw error
    options.report(`AppBuilder refuses to tell of run ${live.id}, so it counts as failed.`, error)
    const details = { error_info: { type: '', message: error.message } }
    yield polls.found(statusOf('run_end', { status: 'failed', details }))
  }
}

type Polls = ReturnType<typeof createPolls>

/**
 * When the run was polled. What a poll shows has happened since the poll before was sent; for the first poll, since the
 * newest event of the log.
 */
function createPolls(clock: Clock, live: LiveRun) {
  let before = live.view().log.at(-1)?.lastAt ?? clock()
  let latest = before
  return {
    async take<T>(ask: () => Promise<T>): Promise<T> {
      const asked = clock()
      const answer = await ask()
      before = latest
      latest = asked
      return answer
    },
    found: (event: StreamRunEvent, accountMs = accountTimeOf(event)): PolledEvent => ({
      event,
      accountMs,
      notBefore: before,
    }),
  }
}

interface Polling {
  readonly polls: Polls
  readonly signal: AbortSignal
}

async function* polled(options: PollOptions, live: LiveRun, { polls, signal }: Polling): AsyncGenerator<PolledEvent> {
  const { client } = options
  let pauseMs = MIN_MS
  let statusBefore = ''
  for (;;) {
    const known = live.view().run
    if (!known || isTerminal(known.status)) return
    const ids = { thread_id: known.thread_id, run_id: live.id }
    const poll = () => polls.take(() => client.threads.runs.query(ids, { signal }))
    const run = await answered(options, poll, signal)
    const state = { status: run.status, details: detailsOf(run) }
    if (run.status === 'requires_action') yield polls.found(statusOf('tool_calls', state))
    if (run.status === 'cancelling' && known.status !== 'cancelling')
      yield polls.found(statusOf('run_cancelling', state))
    if (run.status === 'in_progress' && known.status === 'queued')
      yield polls.found(statusOf('tool_step_begin', state), run.started_at || null)
    if (run.status === 'in_progress' && known.status === 'requires_action')
      yield polls.found(statusOf('tool_submitted_output', state))
    if (ended.has(run.status)) {
      yield* missedAnswers(options, live, signal)
      return yield polls.found(statusOf('run_end', state))
    }
    const isMoving = moving.has(run.status) || run.status !== statusBefore
    pauseMs = isMoving ? MIN_MS : longer(pauseMs)
    statusBefore = run.status
    await pause(options, live, { ms: pauseMs, signal })
  }
}

/** AppBuilder's answer, after as many tries as it takes. Throws errors that will not pass by themselves. */
async function answered<T>({ sleep }: PollOptions, ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauseMs = MIN_MS; ; pauseMs = longer(pauseMs)) {
    try {
      return await ask()
    } catch (error) {
      signal.throwIfAborted()
      if (!mayPass(error)) throw error
    }
    await sleep(pauseMs, signal)
  }
}

/** A gateway that is unreachable, overloaded or answers with something else may recover; a refusal stays one. */
function mayPass(error: unknown): boolean {
  // A key that is not taken says nothing of the run.
  if (error instanceof AppBuilderHttpError) return isPassing(error.status) || isKeyRefusal(error)
  if (error instanceof AppBuilderServerError) return isPassing(Number(error.detail.code))
  return error instanceof AppBuilderConnectionError || error instanceof AppBuilderAnswerError
}

const isPassing = (status: number) => status === 408 || status === 429 || (status >= 500 && status < 600)

interface Pause {
  readonly ms: number
  readonly signal: AbortSignal
}

/** Waits, but no longer than until something is done to the run from here. */
async function pause({ sleep }: PollOptions, live: LiveRun, { ms, signal }: Pause) {
  const over = new AbortController()
  try {
    await Promise.race([sleep(ms, AbortSignal.any([signal, over.signal])), live.changed()])
  } finally {
    over.abort()
  }
  signal.throwIfAborted()
}

/** So many of a thread's newest messages are looked through for the answers of a run. */
const MAX_ANSWERS = 20

/** The parts of the run's answers that the log does not have yet. A message may have another id in the list. */
async function* missedAnswers(options: PollOptions, live: LiveRun, signal: AbortSignal): AsyncGenerator<PolledEvent> {
  const { messages, run } = live.view()
  const query = { thread_id: run?.thread_id ?? '', limit: MAX_ANSWERS }
  const list = () => options.client.threads.messages.list(query, { signal })
  const { data } = await answered(options, list, signal).catch((error: unknown) => {
    if (!(error instanceof AppBuilderError)) throw error
    options.report(`AppBuilder refuses to tell what run ${live.id} said.`, error)
    return { data: [] }
  })
  const answers = data.filter(({ run_id, role }) => run_id === live.id && role === 'assistant').toReversed()
  const logged = messages.filter(({ run_id }) => run_id === live.id)
  for (const [index, { id, content, created_at }] of answers.entries()) {
    const words = content.map(({ text }) => text.value).join('')
    const known = logged.find((message) => message.id === id) ?? logged[index]
    const begin = known?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('') ?? ''
    const missing = words.startsWith(begin) ? words.slice(begin.length) : ''
    // Messages were not polled before: one without a time of its own came after what the log has.
    if (missing) yield { event: pieceOf(known?.id ?? id, missing), accountMs: created_at || null, notBefore: 0 }
  }
}

const detailsOf = (run: RunResult) => ({
  run_object: run,
  tool_calls: run.required_action?.submit_tool_outputs.tool_calls ?? [],
  error_info: run.last_error,
})

interface RunState {
  readonly status: string
  readonly details: object
}

const statusOf = (event_type: StatusEventType, state: RunState): StreamRunEvent =>
  streamRunStatusSchema.parse({ event_type, ...state })

const pieceOf = (message_id: string, value: string): StreamRunEvent => ({
  event: 'message',
  status: 'completed',
  send_id: 0,
  is_end: false,
  message_id,
  message_index: '',
  content: [{ type: 'text', text: { value, annotations: [] } }],
})
