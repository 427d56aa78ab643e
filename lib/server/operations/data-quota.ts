// How many bytes are kept, and what is refused when they are too many: what is new. What is read, deleted and goes on
// stays possible, so that there can be less.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backend } from '@/lib/backend/backend'
import { ApiError } from '@/lib/protocol/error'
import { plainPath } from '../guard/paths'
import type { Level } from './level'

const MEASURED_EVERY_MS = 60_000

/** Over the limit it is measured again so soon, since somebody is making room; with others also close to it. */
const SOON_MS = 2_000

/** Where others write, too: from this part of the limit on, and when so much of it has come here, they count. */
const CLOSE = 0.8
const MUCH = 0.05

/** So long a body is read though it is refused. */
const SHORT_BYTES = 4 * 1024 ** 2

export interface DataQuotaOptions {
  /** Folders with files; those that are not there count nothing. */
  readonly folders: readonly string[]
  /** Of the database, and of what it knows to lie elsewhere. From `many` on it is worth a closer look. */
  readonly databaseBytes: (many: number | undefined) => Promise<number>
  readonly limit: number | undefined
  /** Other instances write there, too. */
  readonly isShared: boolean
  readonly now: () => number
  readonly report: (message: string, error: unknown) => void
}

export type DataQuota = ReturnType<typeof createDataQuota>

export function createDataQuota(options: DataQuotaOptions) {
  const { limit, report } = options
  const kept = createKept(options)

  return {
    isOver: kept.isOver,
    async level(): Promise<Level['data']> {
      await kept.fresh(0)
      return { bytes: kept.bytes(), limit }
    },
    before(backend: Backend): Backend {
      if (limit === undefined) return backend
      return async (request) => {
        if (!addsData(request)) return backend(request)
        const coming = Number(request.headers.get('content-length') ?? 0)
        // Not to be known is no reason to refuse.
        await kept
          .fresh(coming)
          .catch((error: unknown) => report('How much data is kept could not be measured.', error))
        // In one turn: of two that come at once and have room for one, one is let in.
        const bytes = kept.bytes()
        if (bytes < limit && bytes + coming <= limit) return kept.during(coming, () => backend(request))
        // Where the connection is closed behind the answer, what was not read would cut that off.
        if (coming <= SHORT_BYTES) await request.arrayBuffer()
        return withoutRetries(overQuota(bytes, limit))
      }
    },
  }
}

/** How much there is: as measured, with what has come here since, and what is coming. */
function createKept({ folders, databaseBytes, limit = Infinity, isShared, now }: DataQuotaOptions) {
  const many = (more: number) => (limit === Infinity ? undefined : (limit - more) * CLOSE)
  let measured: { readonly atMs: number; readonly bytes: number } | undefined
  let underway: Promise<void> | undefined
  let [since, coming] = [0, 0]

  const bytes = () => (measured?.bytes ?? 0) + since + coming
  const isOver = () => bytes() >= limit

  async function measure(more: number) {
    const counted = since
    const sizes = await Promise.all([databaseBytes(many(more)), ...folders.map(bytesIn)])
    measured = { atMs: now(), bytes: sizes.reduce((sum, size) => sum + size, 0) }
    since -= counted
  }

  function isOld(more: number): boolean {
    if (!measured) return true
    const isClose = bytes() + more >= limit * CLOSE || since + coming + more >= limit * MUCH
    const isSoon = isOver() || (isShared && isClose)
    return now() - measured.atMs >= (isSoon ? SOON_MS : MEASURED_EVERY_MS)
  }

  return {
    bytes,
    isOver,
    /** Measures where the last time was too long ago; whoever comes meanwhile waits for the same. */
    fresh(more: number): Promise<void> {
      if (!isOld(more)) return Promise.resolve()
      underway ??= measure(more).finally(() => (underway = undefined))
      return underway
    },
    /** Counts what is coming, also where it is measured meanwhile. */
    async during<T>(more: number, work: () => Promise<T>): Promise<T> {
      coming += more
      try {
        return await work()
      } finally {
        coming -= more
        since += more
      }
    },
  }
}

/** Uploads, what begins or goes into threads, what is indexed, and what is moved in. */
const ADDING =
  /^(?:\/v2)?\/(?:files|threads|threads\/runs|threads\/[^/]+\/(?:messages|runs)|vector_stores(?:\/[^/]+\/(?:files|file_batches))?|storage\/.+)$|^\/v2\/threads(?:\/messages|\/runs)?$|^\/api\/transfers(?:\/|$)/

function addsData({ method, url }: Pick<Request, 'method' | 'url'>): boolean {
  if (method !== 'POST' && method !== 'PUT') return false
  const { pathname } = new URL(url)
  if (/\/(?:query|list|download|content|delete)$|^\/api\/transfers\/export\//.test(pathname)) return false
  return ADDING.test(plainPath(pathname))
}

const overQuota = (bytes: number, limit: number) =>
  new ApiError(
    507,
    `This server keeps ${megabytes(bytes)} of data and may keep ${megabytes(limit)} (MAX_DATA_BYTES). ` +
      'Nothing was stored: delete threads or files first, or ask whoever runs it.',
    { code: 'insufficient_storage' },
  )

const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`

/** SDKs try again what a server fails at; this does not pass by waiting. */
function withoutRetries(error: ApiError): Response {
  const response = error.toResponse()
  response.headers.set('x-should-retry', 'false')
  return response
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  let bytes = 0
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += await bytesIn(path)
    // One that has gone meanwhile is none.
    else if (entry.isFile()) bytes += (await stat(path).catch(() => ({ size: 0 }))).size
  }
  return bytes
}
