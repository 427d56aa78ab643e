// Moving in and out over HTTP: /api/transfers.
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Change } from '@/lib/protocol/playground'
import type { Transfer } from '@/lib/protocol/transfer'
import type { Backend } from '@/lib/backend/backend'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Store } from '@/lib/backend/store/store'
import { withRoutes } from '@/lib/backend/with-routes'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { bodyOf, pathParam } from '@/lib/backend/wire/request'
import { attachRoutes } from './attach-original'
import { exportRoutes, type StoreOf } from './export-routes'
import type { FileRoom } from './held-bytes'
import { kindOfPath, openSource } from './open-source'
import type { WalkOptions } from './walk-source'
import { readConnection } from './read-connection'
import { receiveFile } from './receive-file'
import { reportText } from './report-pieces'
import { createTransfersByJobs } from './transfers-by-jobs'
import { createTransfersHere } from './transfers-here'
import { choicesSchema, type Job } from './transfer-job'
import { begun, type CarriedTransfers } from './carried-transfers'
import { NoZipError, SourceError } from './unit'
import { createSharedUploads, createUploads, type Uploads } from './uploads'

export interface TransfersOptions {
  /** Where uploaded files are received, and read; where one process imports them they lie here until then. */
  readonly folder: string
  /** Where several instances share the database. */
  readonly jobs?: Jobs | undefined
  /** The connections that objects can be moved into and exported from, by their ids. */
  readonly targets: readonly string[]
  /** The id of a connection that is called by its name within its project. */
  readonly idOf?: (name: string) => string
  readonly storeOf: (connection: string) => Promise<Store>
  /** Where the bytes of a target's files lie. */
  readonly roomOf: (connection: string) => FileRoom
  /** Speaks the wire of every connection, which may be moved from. */
  readonly connections: Backend
  /** Told of what came into a connection, for pages that show it. */
  readonly onLaid: (connection: string, change: Change) => void
  readonly clock: Clock
  /** Rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly newId: () => string
  readonly maxUploadBytes?: number
  readonly report: (message: string, error: unknown) => void
}

export interface Transfers {
  readonly backend: Backend
  /** Stops what is underway; it can be continued later, and goes on by itself where there are other instances. */
  close(): Promise<void>
}

const MAX_UPLOAD_BYTES = 16 * 1024 ** 3

/** Whether a request is for `/api/transfers`. */
export const isTransfer = (request: Request) => /^\/api\/transfers(?:\/|$)/.test(new URL(request.url).pathname)

export function createTransfers(options: TransfersOptions): Transfers {
  const { folder, jobs, targets, clock, sleep, connections, onLaid, roomOf, report } = options
  const uploads = jobs ? createSharedUploads(folder, roomOf) : createUploads(folder)
  const running = {
    ...{ clock, sleep, onLaid, roomOf, report },
    release: (job: Job) => removeUpload(job, uploads),
    openSource: sourceOpener(uploads, { clock, connections }),
  }
  const carried = jobs
    ? createTransfersByJobs({ ...running, jobs, targets, storeOf: options.storeOf })
    : createTransfersHere(running)
  const stores = new Map<string, Promise<Store>>()
  const storeOf = (connection: string) => {
    if (!targets.includes(connection)) throw notFound('connection', connection)
    const store = stores.get(connection) ?? options.storeOf(connection)
    stores.set(connection, store)
    return store
  }
  const app = new Hono().basePath('/api/transfers')
  app.use(identify)
  exportRoutes(app, storeOf, options)
  attachRoutes(app, { storeOf, roomOf, onLaid })
  jobRoutes(app, { ...options, carried, uploads, storeOf })
  app.onError((error) => handleError(error, { report, message: 'A request failed.', refusalOf }).toResponse())
  app.notFound((c) => new ApiError(404, `Unknown request URL: ${c.req.method} ${c.req.path}.`).toResponse())
  return { backend: withRoutes(async (request) => app.fetch(request), app.routes), close: () => carried.close() }
}

const sourceOpener =
  (
    uploads: Uploads,
    { clock, connections }: Pick<TransfersOptions, 'clock' | 'connections'>,
  ): WalkOptions['openSource'] =>
  async ({ source, ...job }, asking) => {
    if (source.kind === 'connection')
      return readConnection({ ...asking, backend: connections, connection: source.name, threadIds: source.threadIds })
    const upload = await uploads.open({ ...job, source })
    try {
      const opened = await openSource(upload.path, { kind: source.kind, now: toSeconds(clock()) })
      const close = async () => {
        await opened.close()
        await upload.close()
      }
      return { ...opened, close }
    } catch (error) {
      await upload.close()
      throw error
    }
  }

const refusalOf = (error: unknown) => (error instanceof SourceError ? badRequest(error.message) : undefined)

interface Room extends TransfersOptions {
  readonly carried: CarriedTransfers
  readonly uploads: Uploads
  readonly storeOf: StoreOf
}

const fromConnectionBody = z.strictObject({
  from: z.string(),
  to: z.string(),
  thread_ids: z.array(z.string()).nullish(),
  with_file_bytes: z.boolean().default(true),
})
const goOnBody = z.strictObject({ choices: choicesSchema.default({}), with_file_bytes: z.boolean().optional() })

function jobRoutes(app: Hono, room: Room) {
  const { carried, targets } = room
  const { find, store } = finder(room)

  app.get('/', async (c) => {
    const all = await Promise.all(targets.map(async (id) => (await store(id)).transfers.list()))
    const told = (all.flat() as Job[]).map((job) => briefly(carried.told(job)))
    const newest = told.toSorted((a, b) => b.created_at - a.created_at)
    return c.json(toList(newest, false))
  })

  app.post('/', async (c) => {
    const job = await newJob(c, room)
    await carried.start(await store(job.to), job)
    return c.json(carried.told(job))
  })

  app.get('/:id', async (c) => c.json(carried.told(await find(c))))

  app.get('/:id/report', async (c) => {
    const job = await find(c)
    const text = reportText(await store(job.to), job, carried.told(job))
    const body = Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream<Uint8Array>
    return new Response(body, {
      headers: {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="${job.id}.json"`,
        'cache-control': 'no-store',
      },
    })
  })

  app.post('/:id/import', async (c) => {
    const job = await find(c)
    const { choices, with_file_bytes: withBytes = job.with_file_bytes } = await bodyOf(c, goOnBody)
    if (carried.isRunning(job)) throw badRequest(`Transfer ${job.id} is underway.`)
    if (job.status === 'failed') throw badRequest(`Transfer ${job.id} cannot be read: ${job.error}`)
    if (job.status === 'done') throw badRequest(`Transfer ${job.id} is done.`)
    const next = begun({ ...job, with_file_bytes: withBytes }, choices)
    await carried.start(await store(job.to), next)
    return c.json(carried.told(next))
  })

  app.post('/:id/stop', async (c) => {
    const { id, to } = await find(c)
    await carried.stop(await store(to), id)
    return c.json(carried.told(await find(c)))
  })

  app.delete('/:id', async (c) => {
    const job = await find(c)
    await carried.stop(await store(job.to), job.id)
    await (await store(job.to)).transfers.remove(job.id)
    await removeUpload(job, room.uploads)
    return c.json({ id: job.id, object: 'transfer.deleted', deleted: true })
  })
}

/** Lists have the numbers only. */
const briefly = (transfer: Transfer): Transfer => ({
  ...transfer,
  checked: transfer.checked && { ...transfer.checked, items: [], conflicts: [] },
  imported: transfer.imported && { ...transfer.imported, items: [], conflicts: [] },
})

async function removeUpload({ source, ...job }: Job, uploads: Uploads) {
  if (source.kind !== 'connection') await uploads.remove({ ...job, source })
}

const finder = ({ targets, storeOf }: Room) => ({
  store: storeOf,
  async find(c: Context): Promise<Job> {
    const id = pathParam(c, 'id')
    for (const target of targets) {
      const job = await (await storeOf(target)).transfers.get(id)
      if (job) return job as Job
    }
    throw notFound('transfer', id)
  },
})

async function newJob(c: Context, room: Room): Promise<Job> {
  const id = room.newId()
  const { idOf = (name) => name } = room
  const common = {
    id,
    created_at: toSeconds(room.clock()),
    status: 'checking',
    choices: {},
    with_file_bytes: c.req.query('file_bytes') !== 'false',
    checked: null,
    imported: null,
    error: null,
  } as const
  if (c.req.header('content-type')?.startsWith('application/json')) {
    const { thread_ids, with_file_bytes, ...named } = await bodyOf(c, fromConnectionBody)
    const [from, to] = [idOf(named.from), idOf(named.to)]
    await room.storeOf(to)
    if (from === to) throw badRequest('Objects cannot be moved into the connection that they are in.', { param: 'to' })
    const source = { kind: 'connection', name: from, threadIds: thread_ids ?? null } as const
    return { ...common, with_file_bytes, to, source }
  }
  const to = idOf(c.req.query('to') ?? room.targets[0] ?? '')
  await room.storeOf(to)
  const path = join(room.folder, id)
  const name = await receiveFile(c.req.raw, { path, maxBytes: room.maxUploadBytes ?? MAX_UPLOAD_BYTES })
  const kind = await kindOfPath(path, name).catch(async (error: unknown) => {
    await rm(path, { force: true })
    throw error instanceof NoZipError ? badRequest(error.message, { param: 'file', code: 'no_zip' }) : error
  })
  const source = { kind, name: basename(name), path }
  await room.uploads.keep({ id, to, source })
  return { ...common, to, source }
}
