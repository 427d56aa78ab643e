// A process that runs Python, whichever it is, and what is said with it over its pipes.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import * as z from 'zod'
import { createFrameReader, frameOf, timed } from './frames'
import { ends, type PythonLimits } from './limits'
import { watchMemory } from './watch-memory'

/** The process has ended, or said what it may not: everything in it is gone. `end` says what of. */
export class SandboxLost extends Error {
  constructor(readonly end: 'deadline' | 'memory' | 'cancelled' | 'lost') {
    super(`The Python process ended: ${end}.`)
  }
}

export interface Request {
  readonly kind: 'x' | 'i' | 'p'
  readonly body: string
  readonly softMs: number
  readonly signal?: AbortSignal
  /** Called for each frame before the answer. */
  readonly onFrame?: (kind: string, body: Buffer) => void
}

/** What a request is answered with, as anybody's code may have written it. */
const answerSchema = z.looseObject({
  error: z.string().max(20_000).optional().catch('The error cannot be shown.'),
  code: z.enum(['PYTHON_ERROR', 'TIMEOUT']).optional().catch('PYTHON_ERROR'),
  module: z.string().max(200).optional().catch(undefined),
  broken: z.string().max(4_000).optional().catch('unknown'),
  missing: z.array(z.string().max(200)).max(200).optional().catch([]),
  problems: z.array(z.string().max(2_000)).max(100).optional().catch([]),
  left_out: z.array(z.string().max(1_000)).max(1_000).optional().catch([]),
})
export type Answer = z.output<typeof answerSchema>

export interface Put extends Pick<Request, 'softMs' | 'signal'> {
  /** One of the sandbox, or `package:` and a wheel's name. */
  readonly path: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly size: number
}

export interface PythonChild {
  readonly pid: number | undefined
  /** Asks one thing at a time. @throws SandboxLost */
  ask(request: Request): Promise<Answer>
  /** Puts a file into it. @throws SandboxLost */
  put(file: Put): Promise<void>
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>
  hasEnded(): boolean
  kill(): void
}

const MAX_FRAME = 8 * 1024 ** 2
const START_MS = 60_000
/** After its own deadline the process has this long to end by itself. */
const KILL_MS = 1_500

/** Bytes of a file into the process, no faster than it takes them. @throws SandboxLost */
async function putInto(input: Writable, file: Put, { ended, lostOf }: Ending) {
  const write = async (kind: string, body: Uint8Array) => {
    const lost = lostOf()
    if (lost) throw lost
    if (!input.write(frameOf(kind, body))) await Promise.race([once(input, 'drain'), ended])
  }
  await write('F', Buffer.from(JSON.stringify({ path: file.path, bytes: file.size })))
  for await (const piece of file.bytes) if (piece.length > 0) await write('B', piece)
}

interface Ending {
  readonly ended: Promise<unknown>
  readonly lostOf: () => SandboxLost | undefined
}

/** While something is done, its time, its signal and the memory that the process holds may end the process. */
function createGuard({ pid }: ChildProcess, limits: PythonLimits, lose: (end: SandboxLost['end']) => void) {
  return async <T>({ softMs, signal }: Pick<Request, 'softMs' | 'signal'>, done: Promise<T>): Promise<T> => {
    const cancel = () => lose('cancelled')
    const timer = setTimeout(() => lose('deadline'), softMs + limits.graceMs + KILL_MS)
    const unwatch = watchMemory(pid ?? 0, limits.rssBytes * 1.1, () => lose('memory'))
    signal?.addEventListener('abort', cancel, { once: true })
    if (signal?.aborted) cancel()
    try {
      return await done
    } finally {
      clearTimeout(timer)
      unwatch()
      signal?.removeEventListener('abort', cancel)
    }
  }
}

type Settled = { readonly answer: Answer } | { readonly lost: SandboxLost }

/** Resolves when the process says that it is ready. `onFrame` gets what it says before. @throws SandboxLost */
export async function untilReady(spawned: ChildProcess, limits: PythonLimits, onFrame?: Request['onFrame']) {
  const { child, answer } = converse(spawned, limits)
  try {
    await answer({ kind: 'x', body: '', softMs: START_MS, ...(onFrame && { onFrame }) })
  } catch (error) {
    child.kill()
    throw error
  }
  return child
}

/** Requests and their answers over the pipes of a process. */
function converse(process: ChildProcess, limits: PythonLimits) {
  let lost: SandboxLost | undefined
  let asked: { readonly settle: (with_: Settled) => void; readonly onFrame: Request['onFrame'] } | undefined
  const lose = (end: SandboxLost['end']) => {
    lost ??= new SandboxLost(end)
    process.kill('SIGKILL')
    asked?.settle({ lost })
  }
  const ended = new Promise<void>((resolve) => {
    process.once('error', () => (lose('lost'), resolve()))
    process.once('exit', (code) => (lose(endOf(code)), resolve()))
  })
  const read = createFrameReader(MAX_FRAME, (kind, body) => {
    if (kind === 'd') asked?.settle(answerOf(body))
    else if (kind === 'e') lose('lost')
    else asked?.onFrame?.(kind, body)
  })
  process.stdio[3]?.on('data', (chunk: Buffer) => {
    if (!read(chunk)) lose('lost')
  })
  const input = process.stdin as Writable
  input.on('error', () => lose('lost'))
  process.stdio[3]?.on('error', () => lose('lost'))

  const guard = createGuard(process, limits, lose)
  async function answer({ onFrame, ...times }: Request): Promise<Answer> {
    if (lost) throw lost
    const settled = new Promise<Settled>((settle) => (asked = { settle, onFrame }))
    const result = await guard(times, settled)
    asked = undefined
    if ('lost' in result) throw result.lost
    return result.answer
  }

  const child: PythonChild = {
    pid: process.pid,
    ended,
    hasEnded: () => lost !== undefined,
    kill: () => lose('cancelled'),
    async ask(request) {
      const answered = answer(request)
      const times = { softMs: request.softMs, hardMs: request.softMs + limits.graceMs }
      if (!lost) input.write(frameOf(request.kind, timed(Buffer.from(request.body), times)))
      return answered
    },
    async put(file) {
      try {
        // The file itself may be what does not come.
        await guard(file, Promise.race([putInto(input, file, { ended, lostOf: () => lost }), ended]))
      } catch (error) {
        throw lost ?? error
      }
      if (lost) throw lost
    },
  }
  return { child, answer }
}

function endOf(code: number | null): SandboxLost['end'] {
  if (code === ends.deadline) return 'deadline'
  return code === ends.memory ? 'memory' : 'lost'
}

function answerOf(body: Buffer): Settled {
  try {
    return { answer: answerSchema.parse(JSON.parse(body.toString('utf8'))) }
  } catch {
    return { answer: { broken: 'unreadable' } }
  }
}
