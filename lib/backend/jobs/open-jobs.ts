// Jobs in the same database as the objects they are about, by pg-boss. To be imported only where they are wanted: a
// start with SQLite does without.
import { PgBoss } from 'pg-boss'
import type { Tables } from '@/lib/backend/store/store'
import { createBell } from './bell'
import { type JobCount, type Jobs, type JobSubject, type Queue, queues } from './jobs'
import { createTaker } from './taker'

/** Beside the tables of the store. */
const SCHEMA = 'pgboss'

/** Without a sign of life for so long, whoever has a job is taken for dead. The library allows no less. */
const HEARTBEAT_SECONDS = 10

/** How often one of the instances looks for such jobs. */
const MONITOR_SECONDS = 2

/** How often a job may be taken and not come to its end: whoever does it knows when that is too often. */
const RETRIES = 1_000_000

/** A job lasts as long as a run may; the library allows no more. */
const EXPIRE_SECONDS = 24 * 60 * 60

/** Beside the one that listens. */
const CONNECTIONS = 4

/** Each file is read by a process that may take half a gigabyte; a run that waits is asked for once a minute. */
const placesOf: Partial<Record<Queue, number>> = { index: 2, follow: 5_000 }

/** Those whose jobs may wait for a place of the instance that has taken them. */
const yielding: readonly Queue[] = ['advance']

const counting = `select name as queue, state::text, count(*)::int from ${SCHEMA}.job
  where state in ('created', 'retry', 'active') group by name, state`

interface JobsOptions {
  readonly url: string
  /** How many jobs of a kind this instance has at a time, where it is no matter of its machine. */
  readonly places?: number
  /** How often it says that it lives, in milliseconds. */
  readonly beatMs?: number
  readonly report: (message: string, error: unknown) => void
}

/** Opens the queues of a database, and makes what they need in it. Throws what the database says. */
export async function openJobs({ url, places = 1_000, beatMs = 3_000, report }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    ...{ connectionString: url, schema: SCHEMA, max: CONNECTIONS, application_name: 'playground jobs' },
    ...{ schedule: false, superviseIntervalSeconds: MONITOR_SECONDS, monitorIntervalSeconds: MONITOR_SECONDS },
  })
  boss.on('error', (error) => report('The queue of jobs has met an error, and goes on.', error))
  await boss.start()
  try {
    await createQueues(boss)
    const takers: Takers = new Map(
      queues.map((queue) => {
        const own = { queue, places: placesOf[queue] ?? places, ...tellingOf(queue, () => bell) }
        return [queue, createTaker({ boss, beatMs, report, ...own })]
      }),
    )
    const bell = await createBell(boss.getDb(), {
      schema: SCHEMA,
      onRing: (queue) => takers.get(queue)?.look(),
      onIdle: (queue) => takers.get(queue)?.yieldSome(),
    })
    return {
      ...sendingTo(boss, takers),
      async forget(connection) {
        await boss.getDb().executeSql(`delete from ${SCHEMA}.job where data->>'connection' = $1`, [connection])
      },
      work: (queue, connection, doJob) => takerOf(takers, queue).work(connection, doJob),
      async counts() {
        const { rows } = await boss.getDb().executeSql(counting, [])
        return rows as readonly JobCount[]
      },
      drain() {
        for (const taker of takers.values()) taker.drain()
      },
      async close() {
        await Promise.all([...takers.values()].map((taker) => taker.close()))
        await bell.close()
        await boss.stop({ graceful: false })
      },
    }
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
}

type Bell = Awaited<ReturnType<typeof createBell>>

/** What a taker tells other instances and asks the database. */
const tellingOf = (
  queue: Queue,
  bell: () => Bell,
): Pick<Parameters<typeof createTaker>[0], 'ring' | 'tellIdle' | 'isOwn'> => ({
  ring: () => bell().ring(queue),
  tellIdle: yielding.includes(queue) ? () => bell().tellIdle(queue) : undefined,
  isOwn: async (tables, { id, retryCount }) => (await sqlOf(tables)(owning, [queue, id, retryCount])).rows.length > 0,
})

const sendingTo = (boss: PgBoss, takers: Takers): Pick<Jobs, 'send' | 'resend' | 'hold' | 'ensure'> => ({
  async send(tables, queue, job) {
    await boss.send(queue, dataOf(job), { ...optionsOf(job), db: { executeSql: sqlOf(tables) } })
  },
  async resend(tables, queue, job) {
    const executeSql = sqlOf(tables)
    await executeSql(removal, [queue, keyOf(job)])
    await boss.send(queue, dataOf(job), { ...optionsOf(job), db: { executeSql } })
  },
  async hold(tables, queue, job) {
    const executeSql = sqlOf(tables)
    await executeSql(removal, [queue, keyOf(job)])
    const id = await boss.send(queue, dataOf(job), { ...optionsOf(job), db: { executeSql } })
    if (id === null) throw new Error(`The job of the queue ${queue} for ${job.id} could not be sent.`)
    await executeSql(holding, [queue, id])
    return () => takerOf(takers, queue).begin({ id, retryCount: 0, data: dataOf(job) })
  },
  async ensure(queue, jobs) {
    const rows = jobs.map((job) => ({ data: dataOf(job), ...optionsOf(job) }))
    if (rows.length > 0) await boss.insert(queue, rows)
  },
})

async function createQueues(boss: PgBoss) {
  const known = new Set((await boss.getQueues([...queues])).map(({ name }) => name))
  for (const name of queues) {
    if (known.has(name)) continue
    await boss.createQueue(name, {
      ...{ policy: 'exclusive', notify: true, heartbeatSeconds: HEARTBEAT_SECONDS },
      ...{ expireInSeconds: EXPIRE_SECONDS, retryLimit: RETRIES, retryDelay: 0 },
    })
  }
}

type Takers = ReadonlyMap<Queue, ReturnType<typeof createTaker>>

function takerOf(takers: Takers, queue: Queue) {
  const taker = takers.get(queue)
  if (!taker) throw new Error(`There is no queue ${queue}.`)
  return taker
}

/** In the words of the index that allows an object one job. */
const removal = `delete from ${SCHEMA}.job
  where name = $1 and coalesce(singleton_key, '') = $2 and state <= 'active' and policy = 'exclusive'`

/** As the library marks a job that is taken. */
const holding = `update ${SCHEMA}.job
  set state = 'active', started_on = ${SCHEMA}.job_now(), heartbeat_on = ${SCHEMA}.job_now()
  where name = $1 and id = $2::uuid`

/** Nobody takes it before the transaction's end. */
const owning = `select 1 from ${SCHEMA}.job
  where name = $1 and id = $2::uuid and retry_count = $3 and state = 'active' for update`

const keyOf = ({ connection, id }: JobSubject) => `${connection}/${id}`

const dataOf = ({ connection, id }: JobSubject): JobSubject => ({ connection, id })

const optionsOf = (job: Parameters<Jobs['send']>[2]) => ({
  singletonKey: keyOf(job),
  ...(job.startAfterMs !== undefined && { startAfter: new Date(job.startAfterMs).toISOString() }),
})

function sqlOf({ statement }: Tables) {
  return async (text: string, values: readonly unknown[] = []) => ({ rows: [...(await statement(text, values)).rows] })
}
