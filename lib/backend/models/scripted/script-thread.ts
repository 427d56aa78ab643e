import type { Worker } from 'node:worker_threads'
import { startWorker, type ProgramName } from '@/lib/backend/separate-program'
import { ModelError, type ModelInput } from '../model'
import { scriptInputOf, type ScriptInput } from './script-input'
import type { ScriptedTurn } from './scripted-turn'
import type { ScriptName } from './scripts'

export interface ScriptJob {
  readonly script: ScriptName
  readonly input: ScriptInput
}

export type ScriptResult = { readonly turn: ScriptedTurn } | { readonly error: string }

/** Decides a turn; throws the signal's reason once it is aborted, and `ModelError` when the script cannot. */
export type RunScript = (script: ScriptName, input: ModelInput) => Promise<ScriptedTurn>

export interface ScriptThread {
  readonly run: RunScript
  /** Ends the thread; who waits for it is told by an error. */
  close(): Promise<void>
}

interface ScriptThreadOptions {
  readonly program?: ProgramName
  /** How long one turn may take. Steps end the work long before (steps.ts): this is for what they do not count. */
  readonly deadlineMs?: number
  /** After so long without a turn the thread ends, and its memory is free. */
  readonly idleMs?: number
}

const PROGRAM: ProgramName = 'lib/backend/models/scripted/script.program'
const DEADLINE_MS = 5_000
const IDLE_MS = 10_000
const ENDED = 'its thread has ended'
const MAX_MEMORY_MB = 256

/** How many turns lie in the thread at a time: it need not wait for this one to hand over the next. */
const MAX_POSTED = 16

interface Turn {
  readonly script: ScriptName
  readonly input: ModelInput
  /** Without a result the deadline came first. Nobody hears it whose signal was aborted. */
  readonly settle: (result: ScriptResult | undefined) => void
}

/**
 * A thread for scripts, so that nothing that strangers wrote can stall the server. It starts when it is first needed,
 * takes one turn after the other (of those posted it is at the first), does not keep the process alive, ends when
 * nobody needs it, and is replaced when it had to be ended.
 */
export function createScriptThread(options: ScriptThreadOptions = {}): ScriptThread {
  const { program = PROGRAM, deadlineMs = DEADLINE_MS, idleMs = IDLE_MS } = options
  const waiting: Turn[] = []
  const posted: Turn[] = []
  let worker: Worker | undefined
  let isReady = false
  let timer: NodeJS.Timeout | undefined

  function onMessage(from: Worker, message: ScriptResult | 'ready') {
    if (from !== worker) return
    if (message === 'ready') isReady = true
    else posted.shift()?.settle(message)
    handOver()
    setTimer()
  }

  const onEnd: ThreadListeners['onEnd'] = (from, why) => void (from === worker && replace({ error: why }))

  function setTimer() {
    clearTimeout(timer)
    const [at, from] = [posted[0], worker]
    const end = () => void (posted[0] === at && worker === from && replace(undefined))
    timer = at ? afterPending(end, deadlineMs) : afterPending(end, idleMs).unref()
  }

  function handOver() {
    const isIdle = posted.length === 0
    if (waiting.length > 0) worker ??= startThread(program, { onMessage, onEnd })
    while (worker && isReady && posted.length < MAX_POSTED) {
      const turn = waiting.shift()
      if (!turn) break
      if (!turn.input.signal.aborted && isPosted(worker, turn)) posted.push(turn)
    }
    if (isIdle && posted.length > 0) setTimer()
  }

  /** Ends the thread for the sake of the turn that it is at; the others, which it has not begun, go to another one. */
  async function replace(result: ScriptResult | undefined) {
    const ending = worker
    worker = undefined
    isReady = false
    clearTimeout(timer)
    ;(posted.shift() ?? waiting.shift())?.settle(result)
    waiting.unshift(...posted.splice(0))
    handOver()
    await ending?.terminate()
  }

  return {
    run: (script, input) =>
      untilAborted(input.signal, deadlineMs, (settle) => {
        waiting.push({ script, input, settle })
        handOver()
      }),
    close() {
      for (const turn of [...posted.splice(0), ...waiting.splice(0)]) turn.settle({ error: ENDED })
      return replace(undefined)
    },
  }
}

/** After the time, and behind the messages that have come until then: this thread may have been busy itself. */
const afterPending = (callback: () => void, ms: number) => setTimeout(() => setImmediate(callback), ms)

interface ThreadListeners {
  readonly onMessage: (from: Worker, message: ScriptResult | 'ready') => void
  readonly onEnd: (from: Worker, why: string) => void
}

function startThread(program: ProgramName, { onMessage, onEnd }: ThreadListeners): Worker {
  const worker = startWorker(program, { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } })
  worker.unref()
  worker.on('message', (message: ScriptResult | 'ready') => onMessage(worker, message))
  worker.on('error', (error) => onEnd(worker, String(error)))
  worker.on('exit', () => onEnd(worker, ENDED))
  return worker
}

/** What cannot be handed over fails at once. */
function isPosted(worker: Worker, { script, input, settle }: Turn): boolean {
  try {
    worker.postMessage({ script, input: scriptInputOf(input) } satisfies ScriptJob)
    return true
  } catch (error) {
    settle({ error: String(error) })
    return false
  }
}

function untilAborted(signal: AbortSignal, deadlineMs: number, ask: (settle: Turn['settle']) => void) {
  return new Promise<ScriptedTurn>((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    ask((result) => {
      signal.removeEventListener('abort', stop)
      if (result && 'turn' in result) resolve(result.turn)
      else reject(failureOf(result, deadlineMs))
    })
  })
}

const failureOf = (result: { readonly error: string } | undefined, deadlineMs: number) =>
  new ModelError(
    'server_error',
    result
      ? `The scripted model failed: ${result.error}`
      : `The scripted model did not come to an end within ${deadlineMs / 1_000} s.`,
  )
