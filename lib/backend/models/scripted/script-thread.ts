import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { createExclusive } from '@/lib/backend/exclusive'
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

/**
 * A thread for scripts, so that nothing that strangers wrote can stall the server. It starts when it is first needed,
 * takes one turn after the other, does not keep the process alive, and is replaced when it had to be ended.
 */
export function createScriptThread(options: ScriptThreadOptions = {}): ScriptThread {
  const { program = 'lib/backend/models/scripted/script.program', deadlineMs = DEADLINE_MS } = options
  let worker: Promise<Worker> | undefined
  const oneByOne = createExclusive()

  function start(): Promise<Worker> {
    const started = startWorker(program, { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } })
    started.unref()
    const starting = once(started, 'message').then(() => started)
    // It has ended, or is about to: the next turn gets another one.
    const forget = () => void (worker = worker === starting ? undefined : worker)
    started.on('error', forget).on('exit', forget)
    return starting
  }

  async function end() {
    const ending = worker
    worker = undefined
    // That it did not start is told to whoever needed it.
    const thread = await ending?.catch(() => undefined)
    await thread?.terminate()
  }

  async function work({ script, input }: { script: ScriptName; input: ModelInput }): Promise<ScriptedTurn> {
    input.signal.throwIfAborted()
    const thread = await (worker ??= start())
    const result = await answerOf(thread, { script, input: scriptInputOf(input) }, deadlineMs)
    if (result === undefined) {
      await end()
      throw new ModelError('server_error', `The scripted model did not come to an end within ${deadlineMs / 1_000} s.`)
    }
    if ('error' in result) throw new ModelError('server_error', `The scripted model failed: ${result.error}`)
    return result.turn
  }

  return {
    run(script, input) {
      const turn = oneByOne('thread', () => work({ script, input }))
      return unlessAborted(turn, input.signal)
    },
    close: end,
  }
}

/** Undefined when the deadline came first. */
async function answerOf(worker: Worker, job: ScriptJob, deadlineMs: number): Promise<ScriptResult | undefined> {
  const settled = new AbortController()
  const { signal } = settled
  const deadline = new Promise<undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), deadlineMs)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
  const answer = once(worker, 'message', { signal }).then(([result]) => result as ScriptResult)
  const end = once(worker, 'exit', { signal }).then(() => ({ error: 'its thread has ended' }))
  try {
    worker.postMessage(job)
    return await Promise.race([answer, end, deadline])
  } catch (error) {
    return { error: String(error) }
  } finally {
    settled.abort()
    await Promise.allSettled([answer, end])
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController()
  const aborted = once(signal, 'abort', { signal: settled.signal })
  try {
    signal.throwIfAborted()
    await Promise.race([work, aborted])
    signal.throwIfAborted()
    return await work
  } finally {
    settled.abort()
    await Promise.allSettled([aborted])
    work.catch(() => undefined)
  }
}
