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
}

const DEADLINE_MS = 5_000
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
 * takes one turn after the other, does not keep the process alive, and is replaced when it had to be ended.
 */
export function createScriptThread(options: ScriptThreadOptions = {}): ScriptThread {
  const { program = 'lib/backend/models/scripted/script.program', deadlineMs = DEADLINE_MS } = options
  const waiting: Turn[] = []
  /** Answered in this order; the thread is at the first of them. */
  const posted: Turn[] = []
  let worker: Worker | undefined
  let isReady = false
  let deadline: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = startWorker(program, { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } })
    started.unref()
    const isOurs = () => worker === started
    started.on('message', (message: ScriptResult | 'ready') => {
      if (!isOurs()) return
      if (message === 'ready') isReady = true
      else take().settle(message)
      handOver()
    })
    started.on('error', (error) => isOurs() && void replace({ error: String(error) }))
    started.on('exit', () => isOurs() && void replace({ error: 'its thread has ended' }))
    return started
  }

  /** The turn that the thread is at, or was to begin with. */
  function take(): Turn {
    clearTimeout(deadline)
    deadline = undefined
    return (posted.shift() ?? waiting.shift())!
  }

  function handOver() {
    if (waiting.length > 0) worker ??= start()
    while (isReady && posted.length < MAX_POSTED) {
      const turn = waiting.shift()
      if (!turn) break
      if (!turn.input.signal.aborted) post(turn)
    }
    if (posted.length > 0) deadline ??= setTimeout(() => void replace(undefined), deadlineMs)
  }

  function post(turn: Turn) {
    try {
      worker?.postMessage({ script: turn.script, input: scriptInputOf(turn.input) } satisfies ScriptJob)
      posted.push(turn)
    } catch (error) {
      turn.settle({ error: String(error) })
    }
  }

  /** Ends the thread for the sake of the turn that it is at; the others, which it has not begun, go to another one. */
  async function replace(result: ScriptResult | undefined) {
    const ending = worker
    worker = undefined
    isReady = false
    if (posted.length + waiting.length > 0) take().settle(result)
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
    async close() {
      for (const turn of waiting.splice(0)) turn.settle({ error: 'its thread has ended' })
      while (posted.length > 0) take().settle({ error: 'its thread has ended' })
      await replace(undefined)
    },
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
