// Takes the jobs of one queue while it has places free, each in its own time: none waits for another. The library's own
// workers take the next batch when all of the last one is done.
import { setTimeout as sleep } from 'node:timers/promises'
import type { PgBoss, Job as Row } from 'pg-boss'
import { gathered } from './gathered'
import type { Tables } from '@/lib/backend/store/store'
import type { DoJob, JobSubject, Queue, Worker } from './jobs'

/** So many are taken at once: the rest is for other instances, which are told at the same moment. */
const BATCH = 20

/** So often it looks without being told: for jobs of later, and for those of instances that are gone. */
const LOOK_MS = 1_000

/** What could not be done is given back after this time. */
const AGAIN_MS = 5_000

interface TakerOptions {
  readonly boss: Pick<PgBoss, 'fetch' | 'deleteJob' | 'fail' | 'touch'>
  readonly queue: Queue
  readonly places: number
  readonly beatMs: number
  readonly report: (message: string, error: unknown) => void
  /** Tells other instances that there are jobs again. */
  readonly ring: () => Promise<void>
  readonly isOwn: (tables: Tables, attempt: Attempt) => Promise<boolean>
}

/** As long as nobody else takes a job, it is known by this. */
type Attempt = Pick<Row, 'id' | 'retryCount'>

type TakenRow = Attempt & Pick<Row<JobSubject>, 'data'>

interface Held {
  readonly row: TakenRow
  readonly abort: AbortController
  readonly done: Promise<void>
}

export function createTaker(options: TakerOptions) {
  const { places } = options
  const held = new Map<string, Held>()
  const settling = settlingOf(options)
  const works = new Map<string, DoJob>()
  let isDrained = false

  function begin(row: TakenRow) {
    const abort = new AbortController()
    const doJob = works.get(row.data.connection)
    const done = settle(row, { abort, doJob }, settling).finally(() => {
      // Lost, and taken again by this instance, the job has another entry by now.
      if (held.get(row.id)?.abort === abort) held.delete(row.id)
      if (held.size === places - 1) look()
    })
    held.set(row.id, { row, abort, done })
    if (isDrained) abort.abort(closing())
  }

  const { look, looked } = createLooking(options, {
    room: () => (isDrained || works.size === 0 ? 0 : places - held.size),
    begin,
  })
  const clock = setInterval(look, LOOK_MS)
  const heart = setInterval(() => void beat(options, held), options.beatMs)

  return {
    /** Looks for jobs now. */
    look,

    /** Does one that this instance has. */
    begin,

    work(connection: string, doJob: DoJob): Worker {
      works.set(connection, doJob)
      look()
      return {
        async stop() {
          works.delete(connection)
          // One that is being taken now is among them afterwards.
          await looked()
          await stopAll([...held.values()].filter(({ row }) => row.data.connection === connection))
        },
      }
    },

    drain() {
      isDrained = true
    },

    async close() {
      isDrained = true
      clearInterval(clock)
      clearInterval(heart)
      await looked()
      await stopAll([...held.values()])
    },
  }
}

interface Looking {
  /** How many more may be taken now. */
  readonly room: () => number
  readonly begin: (row: TakenRow) => void
}

function createLooking({ boss, queue, report }: TakerOptions, { room, begin }: Looking) {
  let isWanted = false
  let looking: Promise<void> | undefined

  async function takeAll() {
    while (isWanted && room() > 0) {
      isWanted = false
      const batchSize = Math.min(BATCH, room())
      const rows = await boss.fetch<JobSubject>(queue, { batchSize })
      rows.forEach(begin)
      if (rows.length === batchSize) isWanted = true
    }
  }

  return {
    look() {
      isWanted = true
      looking ??= takeAll()
        .catch((error: unknown) => report(`Jobs of the queue ${queue} could not be taken.`, error))
        .finally(() => (looking = undefined))
    },
    /** Resolves when none is being taken. */
    looked: async () => looking,
  }
}

const closing = () => new Error('The server is closing.')

async function stopAll(held: readonly Held[]) {
  for (const { abort } of held) abort.abort(closing())
  await Promise.all(held.map(({ done }) => done))
}

interface Settling extends Pick<TakerOptions, 'queue' | 'report' | 'isOwn'> {
  readonly remove: (attempt: Attempt) => Promise<void>
  readonly giveBack: (attempt: Attempt) => Promise<void>
}

const settlingOf = ({ boss, queue, report, ring, isOwn }: TakerOptions): Settling => ({
  queue,
  report,
  isOwn,
  remove: gathered(async (attempts: readonly Attempt[]) => void (await boss.deleteJob(queue, [...attempts]))),
  giveBack: gathered(async (attempts: readonly Attempt[]) => {
    await boss.fail(queue, [...attempts])
    await ring()
  }),
})

interface Doing {
  readonly abort: AbortController
  readonly doJob: DoJob | undefined
}

/** Does a job and removes it, or gives it back. Never rejects. Of a job that was lost it removes nothing. */
async function settle({ id, retryCount, data }: TakenRow, { abort, doJob }: Doing, settling: Settling) {
  const { queue, report, remove, giveBack } = settling
  const { signal } = abort
  try {
    try {
      if (doJob) {
        const isOwn = (tables: Tables) => settling.isOwn(tables, { id, retryCount })
        await doJob({ ...data, times: retryCount, signal, isOwn })
        return await remove({ id, retryCount })
      }
      await sleep(LOOK_MS, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) {
        report(`A job of the queue ${queue} for ${data.id} could not be done.`, error)
        await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined)
      }
    }
    await giveBack({ id, retryCount })
  } catch (error) {
    // Its heart has stopped: whoever looks after the queue gives it back.
    report(`A job of the queue ${queue} for ${data.id} could not be given back.`, error)
  }
}

/** Those of which it is still the owner; the library's type does not say so. */
interface Touched {
  readonly settled: readonly string[]
}

/** Says that this instance lives, and aborts what is not its own any more. */
async function beat({ boss, queue, report }: TakerOptions, held: ReadonlyMap<string, Held>) {
  const all = [...held.values()].filter(({ abort }) => !abort.signal.aborted)
  if (all.length === 0) return
  try {
    const attempts = all.map(({ row: { id, retryCount } }) => ({ id, retryCount }))
    const { settled } = (await boss.touch(queue, attempts)) as Touched
    const own = new Set(settled)
    for (const { row, abort } of all) {
      // One that has come to its end meanwhile hears nothing of it.
      if (!own.has(row.id)) abort.abort(new Error('Another instance has the job.'))
    }
  } catch (error) {
    report(`The queue ${queue} could not be told that this instance lives.`, error)
  }
}
