import { expect, it, onTestFinished } from 'vitest'
import pg from 'pg'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases } from '@/lib/backend/store/testing/databases'
import { withResolvers } from '@/lib/backend/with-resolvers'
import type { Job } from './jobs'
import { openJobs } from './open-jobs'

const connection = 'embedded'

async function start() {
  const location = await databases[1]!.create()
  if (!('url' in location)) throw new Error('A database of PostgreSQL was expected.')
  const { url } = location
  const database = await openDatabase({ database: location, clock: Date.now })
  onTestFinished(() => database.close())
  const store = await database.storeOf(connection)
  const reports: string[] = []
  const open = async (options: { readonly places?: number; readonly beatMs?: number } = {}) => {
    const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)
    const jobs = await openJobs({ url, report, ...options })
    onTestFinished(() => jobs.close())
    return jobs
  }
  const sql = async (text: string) => {
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query(text)
    await client.end()
    return rows as readonly Record<string, unknown>[]
  }
  return { store, open, reports, sql }
}

/** Lasts until it is told to end, or is aborted. */
function stage() {
  const taken: Job[] = []
  const ends = new Map<string, () => void>()
  const doJob = (job: Job) =>
    new Promise<void>((resolve, reject) => {
      taken.push(job)
      ends.set(job.id, resolve)
      job.signal.addEventListener('abort', () => reject(job.signal.reason))
    })
  return { taken, doJob, end: (id: string) => ends.get(id)?.(), ids: () => taken.map(({ id }) => id) }
}

it('takes what a transaction has sent, each in its own time, and leaves nothing behind', async () => {
  const { store, open, sql, reports } = await start()
  const [a, b] = [await open({ places: 2 }), await open({ places: 2 })]
  const [onA, onB] = [stage(), stage()]
  a.work('advance', connection, onA.doJob)
  b.work('advance', connection, onB.doJob)
  const undone = store.transaction(async (tables) => {
    await a.send(tables, 'advance', { connection, id: 'undone' })
    throw new Error('on purpose')
  })
  await expect(undone).rejects.toThrow('on purpose')
  const ids = ['1', '2', '3', '4', '5']
  for (const id of ids) {
    await store.transaction(async (tables) => {
      await a.send(tables, 'advance', { connection, id })
      // Of one object there is one job.
      await a.send(tables, 'advance', { connection, id })
    })
  }
  await b.ensure('advance', [{ connection, id: '1' }])
  await expect.poll(() => [...onA.ids(), ...onB.ids()].length).toBe(4)
  // A place that gets free is taken, though another job of the same instance goes on.
  for (const each of [onA, onB]) each.end(each.ids()[0]!)
  await expect.poll(() => [...onA.ids(), ...onB.ids()].toSorted()).toEqual(ids)
  for (const id of ids) for (const each of [onA, onB]) each.end(id)
  await expect.poll(() => sql('select * from pgboss.job')).toEqual([])
  expect(reports).toEqual([])
})

it('begins a job at its moment, and replaces one that somebody has', async () => {
  const { store, open } = await start()
  const jobs = await open({ beatMs: 50 })
  const { taken, doJob, ids } = stage()
  jobs.work('advance', connection, doJob)
  await store.transaction((tables) => jobs.send(tables, 'advance', { connection, id: 'now' }))
  await expect.poll(ids).toEqual(['now'])
  const from = Date.now()
  await store.transaction(async (tables) => {
    await jobs.send(tables, 'advance', { connection, id: 'later', startAfterMs: from + 300 })
    await jobs.resend(tables, 'advance', { connection, id: 'now' })
  })
  await expect.poll(ids).toEqual(['now', 'now', 'later'])
  expect(Date.now()).toBeGreaterThanOrEqual(from + 300)
  // Whoever had the first is told.
  await expect.poll(() => taken[0]?.signal.aborted).toBe(true)
  expect(taken.map(({ times }) => times)).toEqual([0, 0, 0])
})

it('gives back what is not over, at once where it stops, and when it is silent for too long', async () => {
  const { store, open, sql } = await start()
  // With one place, which its silent job has, the first takes nothing that was given back.
  const [a, b] = [await open({ beatMs: 1_000_000, places: 1 }), await open()]
  const [onA, onB] = [stage(), stage()]
  const workOfA = a.work('advance', connection, onA.doJob)
  await store.transaction((tables) => a.send(tables, 'advance', { connection, id: 'moved' }))
  await expect.poll(onA.ids).toEqual(['moved'])
  b.work('advance', connection, onB.doJob)
  await workOfA.stop()
  await expect.poll(() => onB.taken).toMatchObject([{ id: 'moved', times: 1 }])

  const [begun, silent] = [withResolvers(), withResolvers()]
  onTestFinished(() => silent.resolve())
  const other = 'other'
  a.work('advance', other, () => {
    begun.resolve()
    return silent.promise
  })
  await store.transaction((tables) => a.send(tables, 'advance', { connection: other, id: 'silent' }))
  await begun.promise
  b.work('advance', other, onB.doJob)
  await sql(`update pgboss.job set heartbeat_on = heartbeat_on - interval '11 seconds'
    where data->>'id' = 'silent' and state = 'active'`)
  await expect.poll(onB.ids).toContain('silent')
})

it('holds a job from its beginning, in the place of the one that there was', async () => {
  const { store, open, sql } = await start()
  const [a, b] = [await open({ beatMs: 50 }), await open({ beatMs: 50 })]
  const [onA, onB] = [stage(), stage()]
  a.work('follow', connection, onA.doJob)
  b.work('follow', connection, onB.doJob)
  const hold = (jobs: typeof a) =>
    store.transaction((tables) => jobs.hold(tables, 'follow', { connection, id: 'held' }))
  ;(await hold(a))()
  expect(onA.ids()).toEqual(['held'])
  ;(await hold(b))()
  expect(onB.taken).toMatchObject([{ id: 'held', times: 0 }])
  await expect.poll(() => onA.taken[0]?.signal.aborted).toBe(true)
  const isOwn = (job: Job | undefined) => store.transaction(async (tables) => job?.isOwn(tables))
  expect([await isOwn(onA.taken[0]), await isOwn(onB.taken[0])]).toEqual([false, true])
  onB.end('held')
  await expect.poll(() => sql('select * from pgboss.job')).toEqual([])
  // Of what is undone nothing is left, and nobody does it.
  const undone = store.transaction(async (tables) => {
    await a.hold(tables, 'follow', { connection, id: 'undone' })
    throw new Error('on purpose')
  })
  await expect(undone).rejects.toThrow('on purpose')
  expect([...onA.ids(), ...onB.ids()]).toEqual(['held', 'held'])
})
