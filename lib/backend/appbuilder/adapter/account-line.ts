// The line to the account: how long it may be silent, how much it may say, and what its answers show of
// the account's state.
import type { TransportOptions } from '@/lib/appbuilder/transport'
import type { AccountState } from '@/lib/protocol/playground'
import type { Clock } from '@/lib/backend/clock'

type Fetch = NonNullable<TransportOptions['fetch']>

interface LineOptions {
  readonly fetch: Fetch
  readonly clock: Clock
  /** How long an ordinary request may go without a sign of life, in milliseconds; others have a multiple of it. */
  readonly patienceMs: number
  /** Called when the account stands differently than before. */
  readonly onTurn: () => void
}

export type AccountLine = ReturnType<typeof createAccountLine>

export const DEFAULT_IDLE_MS = 20_000

/** The account has not answered in time. */
export class SilenceError extends Error {
  override readonly name = 'SilenceError'
  constructor(readonly seconds: number) {
    super(`Nothing came for ${seconds} s.`)
  }
}

/** The account's answer has more bytes than are read. */
export class AnswerSizeError extends Error {
  override readonly name = 'AnswerSizeError'
  constructor(readonly bytes: number) {
    super(`The answer is larger than ${bytes} bytes.`)
  }
}

export function createAccountLine({ fetch, clock, patienceMs, onTurn }: LineOptions) {
  let state: AccountState = { status: 'unknown', since_ms: null, answered_ms: null }

  function turn(status: AccountState['status']) {
    const now = clock()
    const isNew = status !== state.status
    const isExpected = status === 'answering' && state.status === 'unknown'
    const answered_ms = status === 'answering' ? now : state.answered_ms
    state = { status, since_ms: isNew ? now : state.since_ms, answered_ms }
    if (isNew && !isExpected) onTurn()
  }

  async function send(input: string, init: RequestInit): Promise<Response> {
    const limits = limitsOf(input, init, patienceMs)
    const timer = createSilenceTimer(limits)
    try {
      const signal = AbortSignal.any([timer.signal, ...(init.signal ? [init.signal] : [])])
      const response = await Promise.race([fetch(input, { ...init, signal }), timer.lost])
      turn(statusOf(response))
      return watched(response, { limits, timer, onSilence: () => turn('silent') })
    } catch (error) {
      timer.stop()
      // Whoever asked has left: that says nothing of the account.
      if (!init.signal?.aborted) turn(error instanceof SilenceError ? 'silent' : 'unreachable')
      throw error
    }
  }

  return { fetch: send satisfies Fetch, state: () => state }
}

function statusOf({ status }: Response): AccountState['status'] {
  if (status === 401 || status === 403) return 'refused'
  return status >= 500 ? 'failing' : 'answering'
}

interface Limits {
  /** Until the first bytes of the answer. */
  readonly firstMs: number
  /** Between them; null where silence means nothing: a run's stream is silent while the run waits. */
  readonly silenceMs: number | null
  readonly bytes: number
}

const MIB = 1024 * 1024

function limitsOf(input: string, { body }: RequestInit, ordinary: number): Limits {
  const { pathname } = new URL(input)
  if (pathname.endsWith('/v2/threads/runs')) {
    if (typeof body === 'string' && asksForStream(body))
      return { firstMs: 3 * ordinary, silenceMs: null, bytes: 64 * MIB }
    // Without a stream the answer comes when the run rests.
    return { firstMs: 30 * ordinary, silenceMs: ordinary, bytes: 32 * MIB }
  }
  if (/\/v2\/storage\/files(?:\/(?:content|download))?$/.test(pathname))
    return { firstMs: 15 * ordinary, silenceMs: 3 * ordinary, bytes: 128 * MIB }
  return { firstMs: ordinary, silenceMs: ordinary, bytes: 32 * MIB }
}

const asksForStream = (body: string) => (JSON.parse(body) as { readonly stream?: unknown }).stream === true

type SilenceTimer = ReturnType<typeof createSilenceTimer>

/** Runs out when nothing renews it. `lost` never resolves, and rejects then. */
function createSilenceTimer({ firstMs, silenceMs }: Limits) {
  const over = new AbortController()
  const { signal } = over
  let timer: NodeJS.Timeout | undefined
  const wait = (ms: number) => {
    timer = setTimeout(() => over.abort(new SilenceError(ms / 1_000)), ms).unref()
  }
  const lost = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // Nobody awaits it once the answer's head is there: by itself, a rejection must not count as unhandled.
  lost.catch(() => {})
  wait(firstMs)
  const stop = () => clearTimeout(timer)
  return {
    signal,
    lost,
    stop,
    renew() {
      stop()
      if (silenceMs !== null) wait(silenceMs)
    },
  }
}

interface Watching {
  readonly limits: Limits
  readonly timer: SilenceTimer
  readonly onSilence: () => void
}

/** The answer, whose body breaks off when it is silent for too long or says too much. */
function watched(response: Response, { limits, timer, onSilence }: Watching): Response {
  if (!response.body) {
    timer.stop()
    return response
  }
  const { signal } = timer
  let bytes = 0
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      timer.renew()
      bytes += chunk.byteLength
      if (bytes <= limits.bytes) return controller.enqueue(chunk)
      timer.stop()
      controller.error(new AnswerSizeError(limits.bytes))
    },
    flush: () => timer.stop(),
  })
  signal.addEventListener('abort', onSilence, { once: true })
  return new Response(response.body.pipeThrough(counted, { signal }), response)
}
