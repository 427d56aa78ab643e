// A run whose stream is gone, or that others began: looked at again and again, and told as its stream would tell it.
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
import { toldMomentOf, type Found } from './found'

const MIN_MS = 1_000
const MAX_MS = 30_000

const longer = (ms: number) => Math.min(2 * ms, MAX_MS)

const ended: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed', 'expired'])

/** In these a run moves by itself, and soon. In others it may stay for hours: it is asked for less and less often. */
const moving: ReadonlySet<string> = new Set(['queued', 'in_progress', 'cancelling'])

type Asking = Pick<RemoteEngineOptions, 'client' | 'sleep' | 'report' | 'clock'>

/** Ends with the run, which has failed when AppBuilder refuses to tell of it. Throws the signal's reason. */
export async function* followByAsking(options: Asking, live: LiveRun, signal: AbortSignal): AsyncGenerator<Found> {
  const looks = createLooks(options.clock, live)
  try {
    yield* lookedAt(options, live, { looks, signal })
  } catch (error) {
    if (!(error instanceof AppBuilderError)) throw error
    options.report(`AppBuilder refuses to tell of run ${live.id}, so it counts as failed.`, error)
    const details = { error_info: { type: '', message: error.message } }
    yield looks.found(statusOf('run_end', { status: 'failed', details }))
  }
}

type Looks = ReturnType<typeof createLooks>

/**
 * When the run was looked at. What a look shows has happened since the one before was asked for; before the first of
 * them, since the run was last heard of.
 */
function createLooks(clock: Clock, live: LiveRun) {
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
    found: (event: StreamRunEvent, toldMs = toldMomentOf(event)): Found => ({ event, toldMs, notBefore: before }),
  }
}

interface Looking {
  readonly looks: Looks
  readonly signal: AbortSignal
}

async function* lookedAt(options: Asking, live: LiveRun, { looks, signal }: Looking): AsyncGenerator<Found> {
  const { client } = options
  let pauseMs = MIN_MS
  let statusBefore = ''
  for (;;) {
    const known = live.view().run
    if (!known || isTerminal(known.status)) return
    const ids = { thread_id: known.thread_id, run_id: live.id }
    const look = () => looks.take(() => client.threads.runs.query(ids, { signal }))
    const run = await answered(options, look, signal)
    const told = { status: run.status, details: detailsOf(run) }
    if (run.status === 'requires_action') yield looks.found(statusOf('tool_calls', told))
    if (run.status === 'cancelling' && known.status !== 'cancelling')
      yield looks.found(statusOf('run_cancelling', told))
    if (run.status === 'in_progress' && known.status === 'queued')
      yield looks.found(statusOf('tool_step_begin', told), run.started_at || null)
    if (run.status === 'in_progress' && known.status === 'requires_action')
      yield looks.found(statusOf('tool_submitted_output', told))
    if (ended.has(run.status)) {
      yield* untold(options, live, signal)
      return yield looks.found(statusOf('run_end', told))
    }
    const isMoving = moving.has(run.status) || run.status !== statusBefore
    pauseMs = isMoving ? MIN_MS : longer(pauseMs)
    statusBefore = run.status
    await pause(options, live, { ms: pauseMs, signal })
  }
}

/** What AppBuilder answers, however often it has to be asked. Throws what will not pass by itself. */
async function answered<T>({ sleep }: Asking, ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
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

/** A gateway that is away, overrun, or answers with nonsense may be well the next time; a refusal stays one. */
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
async function pause({ sleep }: Asking, live: LiveRun, { ms, signal }: Pause) {
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

/** What of the run's messages has not been told yet. Those that were told may have another name in the list. */
async function* untold(options: Asking, live: LiveRun, signal: AbortSignal): AsyncGenerator<Found> {
  const { messages, run } = live.view()
  const query = { thread_id: run?.thread_id ?? '', limit: MAX_ANSWERS }
  const list = () => options.client.threads.messages.list(query, { signal })
  const { data } = await answered(options, list, signal).catch((error: unknown) => {
    if (!(error instanceof AppBuilderError)) throw error
    options.report(`AppBuilder refuses to tell what run ${live.id} said.`, error)
    return { data: [] }
  })
  const answers = data.filter(({ run_id, role }) => run_id === live.id && role === 'assistant').toReversed()
  const told = messages.filter(({ run_id }) => run_id === live.id)
  for (const [index, { id, content, created_at }] of answers.entries()) {
    const words = content.map(({ text }) => text.value).join('')
    const known = told.find((message) => message.id === id) ?? told[index]
    const begin = known?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('') ?? ''
    const missing = words.startsWith(begin) ? words.slice(begin.length) : ''
    // What a run says was not looked for before: without a moment of its own it was said behind what the log has.
    if (missing) yield { event: pieceOf(known?.id ?? id, missing), toldMs: created_at || null, notBefore: 0 }
  }
}

const detailsOf = (run: RunResult) => ({
  run_object: run,
  tool_calls: run.required_action?.submit_tool_outputs.tool_calls ?? [],
  error_info: run.last_error,
})

interface Told {
  readonly status: string
  readonly details: object
}

const statusOf = (event_type: StatusEventType, told: Told): StreamRunEvent =>
  streamRunStatusSchema.parse({ event_type, ...told })

const pieceOf = (message_id: string, value: string): StreamRunEvent => ({
  event: 'message',
  status: 'completed',
  send_id: 0,
  is_end: false,
  message_id,
  message_index: '',
  content: [{ type: 'text', text: { value, annotations: [] } }],
})
