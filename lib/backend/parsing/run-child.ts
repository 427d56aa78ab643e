import type { ChildProcess } from 'node:child_process'
import { open } from 'node:fs/promises'
import { forkConfined } from '@/lib/backend/confined-program'
import type { ChildMessage, ParseJob } from './child-messages'
import { parsingLimits, type ParsingLimits } from './limits'
import type { FileReasonSentence } from '@/lib/run/file-reasons'
import type { ParseFailure } from './parse-error'
import { tooMuchMemory, watchChild } from './watch-child'

export interface ParsingOptions {
  /** Ends the reading at once; what was asked then rejects with the signal's reason. */
  readonly signal?: AbortSignal
  readonly limits?: Partial<ParsingLimits>
}

type Done = Extract<ChildMessage, { type: 'done' }>
type Piece = Extract<ChildMessage, { type: 'text' | 'chunks' }>

interface ChildRun extends ParsingOptions {
  readonly path: string
  readonly job: Omit<ParseJob, 'textBytes'>
  /** Takes what was found; the process waits until it has. */
  readonly take: (piece: Piece) => void | Promise<void>
}

/**
 * Lets a confined process of its own read one file. Whatever becomes of that process is a failure in words; it rejects
 * with the signal's reason, and with what `take` throws, when the process has ended, and where the file is there but
 * cannot be opened.
 */
export async function runChild({ path, job, take, signal, limits }: ChildRun): Promise<Done | ParseFailure> {
  signal?.throwIfAborted()
  const within = { ...parsingLimits, ...limits }
  return start(path, { job: { ...job, textBytes: within.textBytes }, take, signal, limits: within })
}

const NOT_STARTED = 'The process that reads files could not be started.'

const failed = (code: ParseFailure['code'], message: FileReasonSentence): ParseFailure => ({ ok: false, code, message })

async function start(path: string, following: Following): Promise<Done | ParseFailure> {
  const { heapMegabytes } = following.limits
  const file = await open(path, 'r').catch((error: unknown) => {
    // Anything else may pass: whoever asked tries again.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  })
  if (!file) return failed('server_error', 'The file is not there any more.')
  let child: ChildProcess
  try {
    child = await forkConfined('lib/backend/parsing/parse.program', { input: file.fd, heapMegabytes })
  } catch {
    await file.close()
    return failed('server_error', NOT_STARTED)
  }
  // Listens before anything is awaited: an error that nobody hears would end this process.
  const [result] = await Promise.all([follow(child, following), file.close()])
  return result
}

interface Following {
  readonly job: ParseJob
  readonly take: ChildRun['take']
  readonly signal: AbortSignal | undefined
  readonly limits: ParsingLimits
}

function follow(child: ChildProcess, { job, take, signal, limits }: Following): Promise<Done | ParseFailure> {
  return new Promise((resolve, reject) => {
    let result: Done | ParseFailure | undefined
    let thrown: { readonly error: unknown } | undefined
    const end = (found: Done | ParseFailure) => {
      result ??= found
      child.kill('SIGKILL')
    }
    const stop = (error: unknown) => {
      thrown ??= { error }
      child.kill('SIGKILL')
    }
    const onAbort = () => stop(signal?.reason)
    const watch = watchChild(child, limits, (message) => end(failed('invalid_file', message)))
    // A process that has just ended cannot be told anything; its end is heard below.
    const tell = (message: object) => child.connected && child.send(message, () => undefined)
    async function onMessage(message: ChildMessage) {
      watch.alive()
      if (message.type === 'ready') tell(job)
      else if (message.type === 'done') end(message)
      else if (message.type === 'failed') end(failed(message.code, message.message))
      else if (message.type === 'text' || message.type === 'chunks') {
        watch.pause()
        await take(message)
        watch.alive()
        tell({})
      }
    }
    child.on('message', (message: ChildMessage) => void onMessage(message).catch(stop))
    child.on('error', () => end(failed('server_error', NOT_STARTED)))
    child.on('close', (_code, killedBy) => {
      watch.end()
      signal?.removeEventListener('abort', onAbort)
      if (thrown) reject(thrown.error)
      else resolve(result ?? endedAs(killedBy, limits))
    })
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted) onAbort()
  })
}

/** V8 aborts a process whose heap is full. Windows tells no signal. */
const endedAs = (killedBy: NodeJS.Signals | null, limits: ParsingLimits) =>
  killedBy === 'SIGABRT' || killedBy === 'SIGTRAP' || killedBy === 'SIGILL'
    ? failed('invalid_file', tooMuchMemory(limits.heapMegabytes))
    : failed('server_error', 'The process that reads files ended before its time.')
