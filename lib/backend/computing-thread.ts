// A thread that computes with a deadline, so that nothing that strangers wrote can stall the server.
import type { Worker } from 'node:worker_threads'
import { type ProgramName, startWorker } from './separate-program'

export interface ComputingThreadOptions {
  /** Says `ready` once, and answers each message with one of its own, in their order. */
  readonly program: ProgramName
  /** How long one job may take. Programs end the work themselves long before: this is for what they do not count. */
  readonly deadlineMs: number
  readonly maxMemoryMb: number
  /** After so long without a job the thread ends, and its memory is free. */
  readonly idleMs?: number | undefined
}

/** What came of a job: its result, that the deadline came first, or why there is none. */
export type Computed<Result> =
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly why: string }

export interface ComputingThread<Job, Result> {
  /**
   * `job` is asked for when the thread can take it; what it throws, and what cannot be handed over, is a failure.
   * Throws the signal's reason once that is aborted.
   */
  compute(job: () => Job, signal: AbortSignal): Promise<Computed<Result>>
  /** Ends the thread; who waits for it is told by a failure. */
  close(): Promise<void>
}

const IDLE_MS = 10_000
const ENDED = 'its thread has ended'

/** How many jobs lie in the thread at a time: it need not wait for this one to hand over the next. */
const MAX_POSTED = 16

interface Waiting<Job, Result> {
  readonly job: () => Job
  readonly signal: AbortSignal
  /** Nobody hears it whose signal was aborted. */
  readonly settle: (computed: Computed<Result>) => void
}

/**
 * The thread starts when it is first needed, takes one job after the other (of those posted it is at the first), does
 * not keep the process alive, ends when nobody needs it, and is replaced when it had to be ended.
 */
export function createComputingThread<Job, Result>(options: ComputingThreadOptions): ComputingThread<Job, Result> {
  const { deadlineMs, idleMs = IDLE_MS } = options
  const waiting: Waiting<Job, Result>[] = []
  const posted: Waiting<Job, Result>[] = []
  let worker: Worker | undefined
  let isReady = false
  let timer: NodeJS.Timeout | undefined

  function onMessage(from: Worker, message: Result | 'ready') {
    if (from !== worker) return
    if (message === 'ready') isReady = true
    else posted.shift()?.settle({ kind: 'result', result: message })
    handOver()
    setTimer()
  }

  const onEnd: Listeners<Result>['onEnd'] = (from, why) => void (from === worker && replace({ kind: 'failed', why }))

  function setTimer() {
    clearTimeout(timer)
    const [at, from] = [posted[0], worker]
    const end = () => void (posted[0] === at && worker === from && replace({ kind: 'late' }))
    timer = at ? afterPending(end, deadlineMs) : afterPending(end, idleMs).unref()
  }

  function handOver() {
    const isIdle = posted.length === 0
    if (waiting.length > 0) worker ??= startThread<Result>(options, { onMessage, onEnd })
    while (worker && isReady && posted.length < MAX_POSTED) {
      const next = waiting.shift()
      if (!next) break
      if (!next.signal.aborted && isPosted(worker, next)) posted.push(next)
    }
    if (isIdle && posted.length > 0) setTimer()
  }

  /** Ends the thread for the sake of the job that it is at; the others, which it has not begun, go to another one. */
  async function replace(computed: Computed<Result>) {
    const ending = worker
    worker = undefined
    isReady = false
    clearTimeout(timer)
    ;(posted.shift() ?? waiting.shift())?.settle(computed)
    waiting.unshift(...posted.splice(0))
    handOver()
    await ending?.terminate()
  }

  return {
    compute: (job, signal) =>
      untilAborted(signal, (settle) => {
        waiting.push({ job, signal, settle })
        handOver()
      }),
    close() {
      for (const { settle } of [...posted.splice(0), ...waiting.splice(0)]) settle({ kind: 'failed', why: ENDED })
      return replace({ kind: 'failed', why: ENDED })
    },
  }
}

/** After the time, and behind the messages that have come until then: this thread may have been busy itself. */
const afterPending = (callback: () => void, ms: number) => setTimeout(() => setImmediate(callback), ms)

interface Listeners<Result> {
  readonly onMessage: (from: Worker, message: Result | 'ready') => void
  readonly onEnd: (from: Worker, why: string) => void
}

function startThread<Result>(
  { program, maxMemoryMb }: ComputingThreadOptions,
  { onMessage, onEnd }: Listeners<Result>,
): Worker {
  const worker = startWorker(program, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } })
  worker.unref()
  worker.on('message', (message: Result | 'ready') => onMessage(worker, message))
  worker.on('error', (error) => onEnd(worker, String(error)))
  worker.on('exit', () => onEnd(worker, ENDED))
  return worker
}

/** What cannot be handed over fails at once. */
function isPosted<Job, Result>(worker: Worker, { job, settle }: Waiting<Job, Result>): boolean {
  try {
    worker.postMessage(job())
    return true
  } catch (error) {
    settle({ kind: 'failed', why: String(error) })
    return false
  }
}

function untilAborted<Result>(signal: AbortSignal, ask: (settle: Waiting<unknown, Result>['settle']) => void) {
  return new Promise<Computed<Result>>((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    ask((computed) => {
      signal.removeEventListener('abort', stop)
      resolve(computed)
    })
  })
}
