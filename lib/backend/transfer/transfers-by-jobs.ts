// Transfers where several instances share the database: each is a job, and goes on with another where the instance that
// is at it ends.
import type { Job as QueueJob, Jobs } from '@/lib/backend/jobs/jobs'
import { createTopic } from '@/lib/backend/notifier'
import type { Store } from '@/lib/backend/store/store'
import { createCourse } from './course'
import {
  isUnderway,
  type Running,
  told,
  type CarriedTransfers,
  type CarriedTransfersOptions,
} from './carried-transfers'
import type { Job } from './transfer-job'
import { walkSource } from './walk-source'

interface SharedOptions extends CarriedTransfersOptions {
  readonly jobs: Jobs
  readonly targets: readonly string[]
  readonly storeOf: (connection: string) => Promise<Store>
}

/** Somebody wants it stopped. Whoever is at it looks into the store as well. */
const stopWanted = createTopic<{ readonly id: string }>('transfer-stop')

/** So often the instances that were at a transfer may end without an order before it is given up. */
const MAX_STARTS = 5
const STOPPED_OFTEN = 'The server stopped several times while it was at this. It can be continued.'

/** So often it is looked for transfers without a job, and for those that were set going before. */
const SWEEP_MS = 60_000
const TURN_MS = 1_000

/** How long whoever stops one waits for its end. */
const STOP_MS = 15_000
const STOP_LOOK_MS = 100

/** Takes up at once what is underway. */
export function createTransfersByJobs(options: SharedOptions): CarriedTransfers {
  const { jobs, targets, storeOf, clock, report } = options
  const running = new Map<string, Running>()
  const carry = async (job: QueueJob) => carryOn({ options, running, store: await storeOf(job.connection) }, job)
  const workers = targets.map((connection) => jobs.work('transfer', connection, carry))
  const stores = Promise.all(targets.map(storeOf))
  const listening = stores.then((all) =>
    all.map(({ notifier }) => notifier.listen(stopWanted, ({ id }) => running.get(id)?.abort.abort())),
  )
  let seeing = Promise.resolve()
  function seeToJobs() {
    seeing = Promise.all([stores, listening])
      .then(async ([all]) => void (await Promise.all(all.map((store) => see(jobs, store)))))
      .catch((error: unknown) => report('Transfers without a job could not be looked for.', error))
  }
  seeToJobs()
  const sweep = setInterval(seeToJobs, SWEEP_MS).unref()

  return {
    async start(store, job) {
      await store.records.put(stopOf(job.id), { wanted: false })
      await store.transaction(async (tables) => {
        await tables.transfers.put(job.id, { ...job, since_ms: clock(), starts: 0 } satisfies Job)
        await jobs.send(tables, 'transfer', { connection: store.connection, id: job.id })
      })
    },

    isRunning: isUnderway,

    stop: (store, id) => stop({ options, running, store }, id),

    told: (stored) => told(stored, running.get(stored.id)),

    async close() {
      clearInterval(sweep)
      await seeing
      await Promise.all(workers.map((worker) => worker.stop()))
      for (const end of await listening.catch(() => [])) end()
    },
  }
}

const stopOf = (id: string) => ({ kind: 'transfer.stop', id, owner: id }) as const

const isStopWanted = async ({ records }: Pick<Store, 'records'>, id: string) =>
  ((await records.get('transfer.stop', id)) as { readonly wanted: boolean } | undefined)?.wanted === true

/** Every transfer that is underway has a job, whatever has become of it. */
async function see(jobs: Jobs, { connection, transfers }: Store) {
  const underway = ((await transfers.list()) as readonly Job[]).filter(isUnderway)
  await jobs.ensure(
    'transfer',
    underway.map(({ id }) => ({ connection, id })),
  )
}

interface Working {
  readonly options: SharedOptions
  readonly running: Map<string, Running>
  readonly store: Store
}

async function stop({ options: { clock, sleep }, running, store }: Working, id: string) {
  await store.records.put(stopOf(id), { wanted: true })
  store.notifier.tell(stopWanted, { id })
  const { signal } = new AbortController()
  for (const untilMs = clock() + STOP_MS; clock() < untilMs;) {
    const job = (await store.transfers.get(id)) as Job | undefined
    if (!running.has(id) && !(job && isUnderway(job))) return
    await sleep(STOP_LOOK_MS, signal)
  }
}

/** Walks on from where the transfer stands, when it is its turn. */
async function carryOn(working: Working, job: QueueJob) {
  const { options, store } = working
  while ((await isOtherFirst(store, job.id)) && !(await isStopWanted(store, job.id)))
    await options.sleep(TURN_MS, job.signal)
  const stored = (await store.transfers.get(job.id)) as Job | undefined
  if (!stored || !isUnderway(stored)) return
  const lost = new AbortController()
  /** Only while no other instance is at it. */
  const keep = (kept: Job) =>
    store.transaction(async (tables) => {
      if (await job.isOwn(tables)) return tables.transfers.put(job.id, kept)
      lost.abort()
      throw new Error(`Another instance is at transfer ${job.id}.`)
    })
  const starts = (stored.starts ?? 0) + 1
  if (await isStopWanted(store, job.id)) return keep({ ...stored, status: 'stopped' })
  if (starts > MAX_STARTS) return keep({ ...stored, status: 'stopped', error: STOPPED_OFTEN })
  // What a dry run had found when its instance ended counts for nothing, but where to go on.
  const own = { ...stored, ...(stored.status === 'checking' && { checked: null }), starts }
  const ended = await walked(working, { job, own, lost, keep })
  if (lost.signal.aborted) return
  // It ends here in order, and goes on elsewhere.
  const isLeft = job.signal.aborted && ended.status === 'stopped' && !(await isStopWanted(store, job.id))
  await keep(isLeft ? { ...ended, status: own.status, error: null, starts: starts - 1 } : ended)
  if (isLeft) job.signal.throwIfAborted()
  if (ended.status === 'done') await options.release(ended)
}

interface Walking {
  readonly job: QueueJob
  readonly own: Job
  readonly lost: AbortController
  readonly keep: (kept: Job) => Promise<void>
}

async function walked({ options, running, store }: Working, { job, own, lost, keep }: Walking): Promise<Job> {
  const abort = new AbortController()
  const course = createCourse(options.clock, own)
  running.set(job.id, { abort, job: course.now, progress: course.progress })
  try {
    const signal = AbortSignal.any([abort.signal, lost.signal, job.signal])
    const keepOn = async (kept: Job) => {
      await keep({ ...kept, progress: course.progress() })
      if (await isStopWanted(store, job.id)) abort.abort()
    }
    return await walkSource({ store, job: own, signal, course, keep: keepOn }, options)
  } finally {
    running.delete(job.id)
  }
}

/** One after the other for each connection, in the order in which they were set going. */
async function isOtherFirst({ transfers }: Store, id: string): Promise<boolean> {
  const underway = ((await transfers.list()) as readonly Job[]).filter(isUnderway)
  const own = underway.find((job) => job.id === id)
  const place = ({ since_ms = 0, id }: Job) => `${String(since_ms).padStart(16, '0')} ${id}`
  return own !== undefined && underway.some((job) => place(job) < place(own))
}
