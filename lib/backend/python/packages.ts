// Which packages a cell needs, by Pyodide's own list; from a folder that holds what was fetched and proven before.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Fetch } from '@/lib/backend/fetch'
import { pyodideFolder } from './start-child'

const lockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      version: z.string(),
      file_name: z.string().regex(/^[\w.+-]+$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      depends: z.array(z.string()),
      imports: z.array(z.string()).default([]),
    }),
  ),
})
type Lock = z.output<typeof lockSchema>['packages']
export type PythonPackage = Lock[string]

export interface Wheel {
  readonly name: string
  readonly file: string
  readonly path: string
  readonly bytes: number
}

export type Fetched =
  | { readonly ok: true; readonly wheels: readonly Wheel[] }
  | { readonly ok: false; readonly reason: 'offline' | 'refused' | 'damaged' | 'not installed'; readonly name: string }

export interface PythonPackages {
  /** Names of packages that offer these modules; modules that no package offers are left out. */
  offering(modules: readonly string[]): Promise<readonly string[]>
  /** Which of these names are no packages. */
  unknownOf(names: readonly string[]): Promise<readonly string[]>
  /** Those of these modules whose packages lie here, with all that they depend on. */
  installed(modules: readonly string[]): Promise<readonly string[]>
  /** Those packages and all that they depend on, as files whose content is what the list says. */
  fetch(names: readonly string[], signal?: AbortSignal): Promise<Fetched>
}

interface Source {
  /** Where fetched packages are kept. */
  readonly folder: string
  readonly fetch: Fetch
  /** What stands before a package's file name, with a slash at its end. */
  readonly baseUrl: string
  /** Pyodide's list; another one in tests. */
  readonly lockFile?: string
}

/** An endpoint that says nothing for so long is not there. */
const SILENCE_MS = 20_000
/** And is not asked again for so long. */
const REST_MS = 30_000
const MAX_PACKAGE_BYTES = 200 * 1024 ** 2

export function createPackages({ folder, fetch, baseUrl, lockFile }: Source): PythonPackages {
  let reading: Promise<Lock> | undefined
  const lock = () =>
    (reading ??= readFile(lockFile ?? join(pyodideFolder(), 'pyodide-lock.json'), 'utf8').then(
      (text) => lockSchema.parse(JSON.parse(text)).packages,
    ))
  const oneByOne = createExclusive()
  let offlineUntil = 0

  /** The file, fetched if it is not there yet. @throws Unfetched */
  const wheelOf = (of: PythonPackage, signal?: AbortSignal) =>
    oneByOne(of.file_name, async (): Promise<Wheel> => {
      const path = join(folder, of.file_name)
      const kept = await stat(path).catch(() => undefined)
      const wheel = { name: of.name, file: of.file_name, path }
      if (kept && (await digestOf(path)) === of.sha256) return { ...wheel, bytes: kept.size }
      if (Date.now() < offlineUntil) throw new Unfetched('offline')
      try {
        await download({ fetch, url: `${baseUrl}${of.file_name}`, path, sha256: of.sha256, ...(signal && { signal }) })
      } catch (error) {
        if (error instanceof Unfetched && error.reason === 'offline' && !signal?.aborted)
          offlineUntil = Date.now() + REST_MS
        throw error
      }
      return { ...wheel, bytes: (await stat(path)).size }
    })

  return {
    async offering(modules) {
      const known = await lock()
      return modules.flatMap((module) => offering(known, module))
    },
    async unknownOf(names) {
      const known = await lock()
      return names.filter((name) => packageOf(known, name) === undefined)
    },
    async installed(modules) {
      const known = await lock()
      const there = new Set(await readdir(folder).catch((): string[] => []))
      return modules.filter((module) => {
        const names = offering(known, module)
        return names.length > 0 && closureOf(known, names).every(({ file_name }) => there.has(file_name))
      })
    },
    async fetch(names, signal) {
      const known = await lock()
      const wheels: Wheel[] = []
      for (const each of closureOf(known, names)) {
        try {
          wheels.push(await wheelOf(each, signal))
        } catch (error) {
          return { ok: false, reason: error instanceof Unfetched ? error.reason : 'refused', name: each.name }
        }
      }
      return { ok: true, wheels }
    },
  }
}

class Unfetched extends Error {
  constructor(readonly reason: 'offline' | 'refused' | 'damaged') {
    super(`The package was not fetched: ${reason}.`)
  }
}

/** The packages of this list are the system's business: what is not there cannot be fetched. */
export const withoutPackages = ({ offering: of, unknownOf }: PythonPackages): PythonPackages => ({
  offering: of,
  unknownOf,
  installed: async () => [],
  fetch: async ([name = '']) => ({ ok: false, reason: 'not installed', name }),
})

const offering = (lock: Lock, module: string): readonly string[] => {
  const [name] = Object.entries(lock).find(([, { imports }]) => imports.includes(module)) ?? []
  return name === undefined ? [] : [name]
}

/** One package has many spellings: `ewah_bool_utils`, `ewah-bool-utils`. The list has its keys in one of them. */
const packageOf = (lock: Lock, name: string): PythonPackage | undefined =>
  lock[name] ?? lock[name.toLowerCase().replaceAll(/[-_.]+/g, '-')]

function closureOf(lock: Lock, names: readonly string[]): PythonPackage[] {
  const found = new Map<string, PythonPackage>()
  const add = (name: string) => {
    const of = packageOf(lock, name)
    if (of === undefined || found.has(of.name)) return
    found.set(of.name, of)
    of.depends.forEach(add)
  }
  names.forEach(add)
  return [...found.values()]
}

interface Download {
  readonly fetch: Fetch
  readonly url: string
  readonly path: string
  readonly sha256: string
  readonly signal?: AbortSignal
}

/** Nothing is at `path` before its content is proven. @throws Unfetched */
async function download({ fetch, url, path, sha256, signal }: Download) {
  const silence = new AbortController()
  const stopped = AbortSignal.any([silence.signal, ...(signal ? [signal] : [])])
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  const unfinished = `${path}.${process.pid}.part`
  try {
    // Package servers send to where the bytes lie; the checksum proves them, wherever they come from.
    const response = await fetch(url, { signal: stopped, redirect: 'follow' })
    if (!response.ok || response.body === null) throw new Unfetched('refused')
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    const hash = createHash('sha256')
    let bytes = 0
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        clearTimeout(timer)
        timer = setTimeout(() => silence.abort(), SILENCE_MS)
        bytes += chunk.length
        if (bytes > MAX_PACKAGE_BYTES) throw new Unfetched('damaged')
        hash.update(chunk)
        yield chunk
      }
    }
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
    await pipeline(body, counted, createWriteStream(unfinished, { mode: 0o600 }), { signal: stopped })
    if (hash.digest('hex') !== sha256) throw new Unfetched('damaged')
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error instanceof Unfetched ? error : new Unfetched('offline')
  } finally {
    clearTimeout(timer)
  }
}

async function digestOf(path: string) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
