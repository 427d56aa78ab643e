// A thread for the JavaScript of rules: whatever a script does, the server goes on. It starts when it is first needed,
// takes one script after the other, and is replaced when one does not end.
import type { Worker } from 'node:worker_threads'
import { type ProgramName, startWorker } from '@/lib/backend/separate-program'
import type { Answer } from '../answer-rule'
import type { Call } from '../rules/call'
import { RuleError } from '../rules/rule-error'
import type { Script, ScriptAnswer } from './in-quickjs'

export interface JavaScript {
  /** Throws RuleError, and the signal's reason. */
  run(code: string, call: Call, signal: AbortSignal): Promise<Answer>
  /** Ends the thread. */
  close(): Promise<void>
}

interface Options {
  readonly program?: ProgramName
  /** The script ends itself long before; this is for what does not let it. */
  readonly deadlineMs?: number
  /** After so long without a script the thread ends, and its memory is free. */
  readonly idleMs?: number
}

const PROGRAM: ProgramName = 'lib/backend/responders/javascript/script.program'
const MAX_MEMORY_MB = 128

interface Job {
  readonly script: Script
  readonly settle: (answer: ScriptAnswer) => void
}

const broken = (failure: string): ScriptAnswer => ({ failure, logs: [] })
const CLOSING = broken('The server is closing.')

export function createJavaScript(options: Options = {}): JavaScript {
  const thread = createThread(options)
  return {
    async run(code, call, signal) {
      signal.throwIfAborted()
      const { id, function: name, text } = call
      const input = JSON.stringify([call.arguments ?? null, { id, name, arguments: text }])
      const answer = await new Promise<ScriptAnswer>((settle) => thread.put({ script: { code, input }, settle }))
      signal.throwIfAborted()
      if ('failure' in answer) throw new RuleError(answer.failure, answer.logs)
      return answer
    },
    close: thread.close,
  }
}

function createThread({ program = PROGRAM, deadlineMs = 3_000, idleMs = 10_000 }: Options) {
  const waiting: Job[] = []
  let worker: Worker | undefined
  let isReady = false
  let current: Job | undefined
  let timer: NodeJS.Timeout | undefined

  function settleWith(answer: ScriptAnswer, { settle }: Partial<Job> = current ?? {}) {
    current = undefined
    settle?.(answer)
  }

  async function end() {
    const ending = worker
    ;[worker, isReady] = [undefined, false]
    clearTimeout(timer)
    await ending?.terminate()
  }

  /** What the thread was at is over, and those that wait get another one. */
  function replace(failure: string) {
    void end()
    current ??= waiting.shift()
    settleWith(broken(failure))
    next()
  }

  function next() {
    if (current) return
    clearTimeout(timer)
    if (waiting.length === 0) {
      timer = setTimeout(() => void end(), idleMs).unref()
      return
    }
    const onMessage = (from: Worker, message: ScriptAnswer | 'ready') => {
      if (from !== worker) return
      if (message !== 'ready') settleWith(message)
      isReady = true
      next()
    }
    const onEnd = (from: Worker) => void (from === worker && replace('Its thread has ended: it needed too much.'))
    worker ??= startThread(program, { onMessage, onEnd })
    if (!isReady) return
    current = waiting.shift()
    timer = setTimeout(() => replace('It did not end in time.'), deadlineMs)
    worker.postMessage(current?.script)
  }

  return {
    put(job: Job) {
      waiting.push(job)
      next()
    },
    async close() {
      for (const job of waiting.splice(0)) job.settle(CLOSING)
      settleWith(CLOSING)
      await end()
    },
  }
}

interface Listeners {
  readonly onMessage: (from: Worker, message: ScriptAnswer | 'ready') => void
  readonly onEnd: (from: Worker) => void
}

function startThread(program: ProgramName, { onMessage, onEnd }: Listeners): Worker {
  const thread = startWorker(program, { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } })
  thread.unref()
  thread.on('message', (message: ScriptAnswer | 'ready') => onMessage(thread, message))
  thread.on('error', () => onEnd(thread)).on('exit', () => onEnd(thread))
  return thread
}
