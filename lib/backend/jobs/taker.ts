// Takes the jobs of one queue while it has places free, each in its own time: none waits for another. The library's own
// workers take the next batch when all of the last one is done.
import { setTimeout as sleep } from 'node:timers/promises'
import type { PgBoss, Job as Row } from 'pg-boss'
import { gathered } from './gathered'
import type { Tables } from '@/lib/backend/store/store'
import type { DoJob, Job, JobSubject, Queue, Worker } from './jobs'

/** So many are taken at once: the rest is for other instances, which are told at the same moment. */
const BATCH = 20

/** So often it looks without being told: for jobs of later, and for those of instances that are gone. */
const LOOK_MS = 1_000

/** So long it takes none when it has left some to others. */
const REST_MS = 2_000

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
  /** Tells other instances that this one could do more; missing where jobs never wait in an instance. */
  readonly tellIdle: (() => Promise<void>) | undefined
}

/** As long as nobody else takes a job, it is known by this. */
type Attempt = Pick<Row, 'id' | 'retryCount'>

type TakenRow = Attempt & Pick<Row<JobSubject>, 'data'>

interface Held {
  readonly row: TakenRow
  readonly abort: AbortController
  readonly done: Promise<void>
  isWaiting(): boolean
}

export function createTaker(options: TakerOptions) {
  const { places } = options
  const works = new Map<string, DoJob>()
  const state = { isDrained: false, restsUntil: 0 }
  const { held, begin } = createHeld(options, {
    works,
    isDrained: () => state.isDrained,
    // There is room again.
    onEnd: () => held.size === places - 1 && look(),
  })
  const isResting = () => state.isDrained || works.size === 0 || performance.now() < state.restsUntil
  const { look, looked } = createLooking(options, {
    room: () => (isResting() ? 0 : places - held.size),
    begin,
    isIdle: () => ![...held.values()].some((each) => each.isWaiting()),
  })
  const clock = setInterval(look, LOOK_MS)
  const heart = setInterval(() => void beat(options, held), options.beatMs)

  return {
    /** Looks for jobs now. */
    look,

    /** Does one that this instance has. */
    begin,

    /** Gives back some that only wait here, the newest first: another instance can do them now. */
    yieldSome() {
      const waiting = [...held.values()].filter((each) => each.isWaiting()).slice(-BATCH)
      if (waiting.length === 0) return
      state.restsUntil = performance.now() + REST_MS
      for (const { abort } of waiting) abort.abort(new Error('Another instance has nothing to do.'))
    },

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
      state.isDrained = true
    },

    async close() {
      state.isDrained = true
      clearInterval(clock)
      clearInterval(heart)
      await looked()
      await stopAll([...held.values()])
    },
  }
}

interface Holding {
  readonly works: ReadonlyMap<string, DoJob>
  readonly isDrained: () => boolean
  readonly onEnd: () => unknown
}

/** The jobs that this instance has, by their ids. */
function createHeld(options: TakerOptions, { works, isDrained, onEnd }: Holding) {
  const held = new Map<string, Held>()
  const settling = settlingOf(options)
  return {
    held,

    begin(row: TakenRow) {
      const abort = new AbortController()
      const doJob = works.get(row.data.connection)
      let isWaiting = () => false
      const yieldsWhile: Job['yieldsWhile'] = (waits) => void (isWaiting = waits)
      const done = settle(row, { abort, doJob, yieldsWhile }, settling).finally(() => {
        // Lost, and taken again by this instance, the job has another entry by now.
        if (held.get(row.id)?.abort === abort) held.delete(row.id)
        onEnd()
      })
      held.set(row.id, { row, abort, done, isWaiting: () => !abort.signal.aborted && isWaiting() })
      if (isDrained()) abort.abort(closing())
    },
  }
}

interface Looking {
  /** How many more may be taken now. */
  readonly room: () => number
  readonly begin: (row: TakenRow) => void
  /** Whether all that it has is being done. */
  readonly isIdle: () => boolean
}

function createLooking({ boss, queue, report, tellIdle }: TakerOptions, { room, begin, isIdle }: Looking) {
  let toldIdle = -Infinity
  let isWanted = false
  let looking: Promise<void> | undefined

  async function takeAll() {
    while (isWanted && room() > 0) {
      isWanted = false
      const batchSize = Math.min(BATCH, room())
      const rows = await boss.fetch<JobSubject>(queue, { batchSize })
      rows.forEach(begin)
      if (rows.length === batchSize) isWanted = true
      if (rows.length > 0 || !tellIdle || !isIdle() || performance.now() - toldIdle < LOOK_MS) continue
      toldIdle = performance.now()
      await tellIdle()
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

interface Doing extends Pick<Job, 'yieldsWhile'> {
  readonly abort: AbortController
  readonly doJob: DoJob | undefined
}

/** Does a job and removes it, or gives it back. Never rejects. Of a job that was lost it removes nothing. */
async function settle({ id, retryCount, data }: TakenRow, { abort, doJob, yieldsWhile }: Doing, settling: Settling) {
  const { queue, report, remove, giveBack } = settling
  const { signal } = abort
  try {
    try {
      if (doJob) {
        const isOwn = (tables: Tables) => settling.isOwn(tables, { id, retryCount })
        await doJob({ ...data, times: retryCount, signal, isOwn, yieldsWhile })
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
