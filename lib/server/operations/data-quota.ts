// How many bytes are kept, and what is refused when they are too many: what is new. What is read, deleted and goes on
// stays possible, so that there can be less.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backend } from '@/lib/backend/backend'
import { ApiError } from '@/lib/protocol/error'
import { plainPath } from '../guard/paths'
import type { Level } from './level'

const MEASURED_EVERY_MS = 60_000

/** Over the limit it is measured again so soon: somebody is making room. */
const OVER_EVERY_MS = 2_000

export interface DataQuotaOptions {
  /** Folders with files; those that are not there count nothing. */
  readonly folders: readonly string[]
  /** Of the database, and of what it knows to lie elsewhere. */
  readonly databaseBytes: () => Promise<number>
  readonly limit: number | undefined
  readonly now: () => number
  readonly report: (message: string, error: unknown) => void
}

export type DataQuota = ReturnType<typeof createDataQuota>

export function createDataQuota({ folders, databaseBytes, limit, now, report }: DataQuotaOptions) {
  let measured: { readonly atMs: number; bytes: number } | undefined
  let underway: Promise<void> | undefined

  const isOver = () => limit !== undefined && (measured?.bytes ?? 0) >= limit

  async function measure() {
    const sizes = await Promise.all([databaseBytes(), ...folders.map(bytesIn)])
    measured = { atMs: now(), bytes: sizes.reduce((sum, size) => sum + size, 0) }
  }
  /** Measures where the last time was too long ago; whoever comes meanwhile waits for the same. */
  function fresh(): Promise<void> {
    const everyMs = isOver() ? OVER_EVERY_MS : MEASURED_EVERY_MS
    if (measured && now() - measured.atMs < everyMs) return Promise.resolve()
    underway ??= measure().finally(() => (underway = undefined))
    return underway
  }

  async function refusal(request: Request): Promise<ApiError | undefined> {
    if (limit === undefined || !addsData(request)) return undefined
    // Not to be known is no reason to refuse.
    await fresh().catch((error: unknown) => report('How much data is kept could not be measured.', error))
    const coming = Number(request.headers.get('content-length') ?? 0)
    const bytes = measured?.bytes ?? 0
    if (bytes >= limit || bytes + coming > limit) return overQuota(bytes, limit)
    if (measured) measured.bytes += coming
    return undefined
  }

  return {
    isOver,
    async level(): Promise<Level['data']> {
      await fresh()
      return { bytes: measured?.bytes ?? 0, limit }
    },
    before(backend: Backend): Backend {
      if (limit === undefined) return backend
      return async (request) => {
        const refused = await refusal(request)
        return refused ? withoutRetries(refused) : backend(request)
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
