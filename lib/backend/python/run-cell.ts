import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import * as z from 'zod'
import type { Cell, CellCode, CellResult, MountedFile } from './cell-result'
import type { PythonLimits } from './limits'
import type { PythonPackages } from './packages'
import { freeName, safeName } from './safe-names'
import { type Answer, type PythonChild, SandboxLost } from './python-child'

/** What is known here of one key's process. */
export interface Session {
  readonly key: string
  child: PythonChild
  isBusy: boolean
  usedAt: number
  cells: number
  /** Paths in the session by the files' ids. */
  readonly mounted: Map<string, string>
  idle: NodeJS.Timeout | undefined
}

export type Outcome = Omit<CellResult, 'isNewSession' | 'wasReset'>

interface Means {
  readonly packages: PythonPackages
  readonly limits: PythonLimits
}

const DATA = '/mnt/data'
/** For all that is done around the cell's own code. */
const AROUND_MS = 60_000

/** Runs a cell in a process that is there. Never throws. */
export async function runCell(session: Session, cell: Cell, means: Means): Promise<Outcome> {
  const written = createWritten(means.limits, cell.onOutput)
  const ask = (kind: 'x' | 'i' | 'p', body: string, softMs = AROUND_MS) =>
    session.child.ask({ kind, body, softMs, signal: cell.signal, onFrame: written.take })
  const outcome = (error: string | null, code: CellCode | null): Outcome => {
    const mounted = cell.files.flatMap(({ id }) => {
      const path = session.mounted.get(id)
      return path === undefined ? [] : [{ id, path }]
    })
    return { ...written.all(), error, code, mounted }
  }
  try {
    for (const file of cell.files) await mount({ session, cell, limits: means.limits, say: written.say }, file)
    const unavailable = await loadPackages({ session, cell, means, ask, say: written.say })
    const { softMs, filesOut, bytesOut } = means.limits
    const limits = { files: filesOut, bytes: bytesOut }
    const answer = await ask(
      'x',
      JSON.stringify({ code: cell.code, number: ++session.cells, seconds: softMs / 1_000, limits }),
      softMs,
    )
    if (answer.left_out?.length) written.say(`[Left out: ${answer.left_out.join('; ')}]`)
    if (answer.broken !== undefined) {
      session.child.kill()
      return outcome(lostInWords('lost', means.limits), 'SESSION_LOST')
    }
    const isPackage = answer.module !== undefined && unavailable.has(answer.module)
    return outcome(answer.error ?? null, isPackage ? 'PACKAGE_UNAVAILABLE' : (answer.code ?? null))
  } catch (error) {
    session.child.kill()
    const end = error instanceof SandboxLost ? error.end : 'lost'
    return outcome(lostInWords(end, means.limits), codes[end])
  }
}

const codes = {
  deadline: 'TIMEOUT',
  memory: 'OUT_OF_MEMORY',
  cancelled: 'CANCELLED',
  lost: 'SESSION_LOST',
} as const satisfies Record<SandboxLost['end'], CellCode>

function lostInWords(end: SandboxLost['end'], { softMs, rssBytes }: PythonLimits): string {
  const gone = 'The Python session was reset: its variables and the files in /mnt/data are gone.'
  switch (end) {
    case 'deadline':
      return `The cell ran for longer than ${softMs / 1_000} seconds and could not be interrupted. ${gone}`
    case 'memory':
      return `The cell needed more than ${Math.round(rssBytes / 1024 ** 2)} MB of memory. ${gone}`
    case 'cancelled':
      return `The cell was cancelled. ${gone}`
    case 'lost':
      return `The Python process ended unexpectedly. ${gone}`
    default:
      return end satisfies never
  }
}

interface Mounting {
  readonly session: Session
  readonly cell: Cell
  readonly limits: PythonLimits
  readonly say: (text: string) => void
}

async function mount({ session, cell, limits, say }: Mounting, file: MountedFile) {
  if (session.mounted.has(file.id)) return
  const taken = new Set([...session.mounted.values()].map((path) => basename(path)))
  const path = `${DATA}/${freeName(file.name, (name) => taken.has(name))}`
  const size = await file.size()
  if (size === undefined) {
    say(`[${safeName(file.name)} is not there any more]`)
    return
  }
  if (size > limits.fileBytes) {
    say(`[${safeName(file.name)} is too large for a session: ${size} bytes of at most ${limits.fileBytes}]`)
    return
  }
  // Never more than was announced, though the file should grow meanwhile; less is filled up.
  const bytes = exactly(file, size)
  await session.child.put({ path, bytes, size, softMs: AROUND_MS, signal: cell.signal })
  session.mounted.set(file.id, path)
}

async function* exactly({ read }: MountedFile, size: number) {
  let left = size
  const stream = size > 0 ? await read() : undefined
  if (stream) {
    for await (const chunk of stream as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
      yield chunk.subarray(0, left)
      left -= Math.min(left, chunk.length)
    }
  }
  if (left > 0) yield Buffer.alloc(left)
}

interface Loading {
  readonly session: Session
  readonly cell: Cell
  readonly means: Means
  readonly ask: (kind: 'i' | 'p', body: string) => Promise<Answer>
  readonly say: (text: string) => void
}

/** Puts in what the cell imports and the session has not; modules whose packages cannot be had. */
async function loadPackages({ session, cell, means, ask, say }: Loading): Promise<ReadonlySet<string>> {
  const { missing = [] } = await ask('i', cell.code)
  const unavailable = new Set<string>()
  for (const module of missing) {
    const names = await means.packages.offering([module])
    if (names.length === 0) continue
    const fetched = await means.packages.fetch(names, cell.signal)
    if (!fetched.ok) {
      unavailable.add(module)
      say(refusal(module, fetched))
      continue
    }
    for (const { path, file, bytes: size } of fetched.wheels) {
      const around = { softMs: AROUND_MS, signal: cell.signal }
      await session.child.put({ path: `package:${file}`, bytes: createReadStream(path), size, ...around })
    }
    const { problems = [], broken } = await ask('p', JSON.stringify(names))
    const [problem = broken] = problems
    if (problem === undefined) continue
    unavailable.add(module)
    say(`[${module} could not be loaded: ${problem}]`)
  }
  return unavailable
}

function refusal(module: string, { reason, name }: { readonly reason: string; readonly name: string }) {
  if (reason === 'not installed') return `[${module} is not installed with the Python of this server]`
  if (reason === 'offline') return `[${module} is not available offline: standard library only]`
  const what = name === module ? module : `${name}, which it needs,`
  return reason === 'damaged'
    ? `[${module} is not available: ${what} is not what its checksum says]`
    : `[${module} is not available: the package server has no ${what.replace(/,$/, '')}]`
}

const fileSchema = z.object({
  path: z.string().max(4_096),
  kind: z.enum(['figure', 'image', 'file']),
  bytes: z.number().int().min(0),
})

/** Gathers what a cell writes, within its limits, whatever the process says. */
function createWritten(limits: PythonLimits, onOutput: Cell['onOutput']) {
  let logs = ''
  let held = 0
  let current: { path: string; kind: 'figure' | 'image' | 'file'; bytes: number; pieces: Buffer[] } | undefined
  const files: NonNullable<typeof current>[] = []
  const add = (text: string) => {
    // What the sandbox says of its own is short and comes on top.
    logs += text
    onOutput?.(text)
  }
  const say = (line: string) => add(`${logs === '' || logs.endsWith('\n') ? '' : '\n'}${line}\n`)
  return {
    say,
    take(kind: string, body: Buffer) {
      if (kind === 'o' && logs.length < limits.outputChars + 10_000) add(body.toString('utf8'))
      if (kind === 'f') {
        const parsed = fileSchema.safeParse(parseJson(body))
        current = parsed.success && files.length < limits.filesOut ? { ...parsed.data, pieces: [] } : undefined
        if (current) files.push(current)
      }
      if (kind === 'b' && current && held + body.length <= limits.bytesOut) {
        held += body.length
        current.pieces.push(body)
      }
    },
    all(): Pick<CellResult, 'logs' | 'images' | 'files'> {
      const arrived = files.map(({ pieces, bytes: announced, ...file }) => {
        const bytes = Buffer.concat(pieces)
        return { ...file, name: safeName(file.path), bytes, isWhole: bytes.length === announced }
      })
      const whole = arrived.filter(({ isWhole }) => isWhole)
      const cut = arrived.filter(({ isWhole }) => !isWhole)
      if (cut.length > 0) say(`[Left out: ${cut.map(({ path }) => `${path}: it did not come whole`).join('; ')}]`)
      const isOfData = (path: string) => path.startsWith(`${DATA}/`) && !path.split('/').includes('..')
      return {
        logs,
        images: whole
          .filter(({ kind }) => kind !== 'file')
          .map(({ path, name, bytes }) => ({ name, path: isOfData(path) ? path : null, bytes })),
        files: whole.flatMap(({ path, kind, name, bytes }) =>
          kind === 'file' && isOfData(path) ? [{ name, path, bytes }] : [],
        ),
      }
    },
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
