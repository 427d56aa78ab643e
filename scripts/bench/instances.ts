// Several instances over one PostgreSQL: how many runs they do, what a run costs each side, and how soon what one of
// them writes is seen by those who watch on another. On two processors all of them, the database and the clients share
// these: what can be compared is the processor time.
import { type Fleet, startFleet } from '@/lib/server/testing/fleet'
import { startServer } from '@/lib/server/testing/start-server'
import { createClient, type Client } from './client'
import { processorTimeOf, processorTimeOfAll } from './process-usage'
import type { Figure } from './report'
import { createAssistant, streamRun } from './run-requests'
import { percentile, spreadOf } from './statistics'
import type { Delivery } from './tally'
import { startRuns, watched } from './watched-runs'

/** As a database is operated, with every commit on disk; only on an address of the loopback. */
const SETTINGS = ['unix_socket_directories=']

const ROUNDS = 3
const RUNS = 200
const CONCURRENCY = 20

const TOKENS_PER_SECOND = 50
const PACED = { SCRIPTED_PACE_MS: String(1_000 / TOKENS_PER_SECOND) }

export async function measureInstances(): Promise<readonly Figure[]> {
  const figures: Figure[] = [...(await measureAlone())]
  for (const instances of [1, 2, 3]) figures.push(...(await measureRunsOf(instances)))
  return [...figures, ...(await measureDelivery()), ...(await measureCrowd())]
}

const figure = (what: string, unit: Figure['unit'], values: readonly (number | undefined)[]): Figure => {
  const known = values.filter((value) => value !== undefined)
  return { what, unit, value: known.length > 0 ? spreadOf(known) : undefined }
}

const difference = (after: number | undefined, before: number | undefined) =>
  after === undefined || before === undefined ? undefined : after - before

/** The same runs in one process with SQLite. */
async function measureAlone(): Promise<readonly Figure[]> {
  const server = await startServer()
  try {
    const clients = [createClient(server.url)]
    const rounds = await inRounds(clients, async () => ({
      processor: processorTimeOf(server.pid),
      database: 0,
      wal: 0,
    }))
    return [
      figure(
        'Thread + streamed run, SQLite',
        '/s',
        rounds.map(({ perSecond }) => perSecond),
      ),
      figure(
        'Thread + streamed run, SQLite: processor time',
        'ms',
        rounds.map(({ processor }) => processor),
      ),
    ]
  } finally {
    await server.stop()
  }
}

async function measureRunsOf(instances: number): Promise<readonly Figure[]> {
  const fleet = await startFleet({ instances, settings: SETTINGS, env: { SCRIPTED_PACE_MS: '0' } })
  try {
    const rounds = await inRounds(fleet.urlsOfAll().map(createClient), () => usageOf(fleet))
    const what = `Thread + streamed run, ${instances} ${instances === 1 ? 'instance' : 'instances'}`
    const all = [
      figure(
        what,
        '/s',
        rounds.map(({ perSecond }) => perSecond),
      ),
      figure(
        `${what}: processor time of the instances`,
        'ms',
        rounds.map(({ processor }) => processor),
      ),
      figure(
        `${what}: processor time of the database`,
        'ms',
        rounds.map(({ database }) => database),
      ),
      figure(
        `${what}: write-ahead log`,
        'kB',
        rounds.map(({ wal }) => wal),
      ),
    ]
    if (instances > 1) return all
    return [...all, figure(`${what}: tables and indexes`, 'kB', [await storedPerRun(fleet)])]
  } finally {
    await fleet.close()
  }
}

interface Usage {
  readonly processor: number | undefined
  readonly database: number | undefined
  readonly wal: number
}

async function usageOf(fleet: Fleet): Promise<Usage> {
  const times = fleet.pids().map(processorTimeOf)
  const [row] = await fleet.query("select pg_current_wal_lsn() - '0/0' as wal")
  return {
    processor: times.every((time) => time !== undefined) ? times.reduce((sum, time) => sum + time, 0) : undefined,
    database: processorTimeOfAll(fleet.databasePid()),
    wal: Number(row?.['wal']) / 1_000,
  }
}

/** What all the runs of this database take in it, each its thread included. */
async function storedPerRun(fleet: Fleet) {
  const [row] = await fleet.query(
    'select (select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = ' +
      "'public'::regnamespace and relkind = 'r') / 1000 / (select count(*) from runs) as size",
  )
  return Number(row?.['size'])
}

/** What one run has cost in each round; the first round is not counted. */
async function inRounds(clients: readonly Client[], usage: () => Promise<Usage>) {
  const assistantId = await createAssistant(clients[0]!)
  const rounds: (Usage & { readonly perSecond: number })[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const before = await usage()
    const startedAt = performance.now()
    let left = RUNS
    const worker = async (client: Client) => {
      while (left-- > 0) await streamRun({ client, assistantId, base: '/v1' })
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, (_, index) => worker(clients[index % clients.length]!)))
    const perSecond = (RUNS * 1_000) / (performance.now() - startedAt)
    const after = await usage()
    const each = (of: 'processor' | 'database') => {
      const used = difference(after[of], before[of])
      return used && used / RUNS
    }
    if (round < 0) continue
    const wal = (after.wal - before.wal) / RUNS
    rounds.push({ perSecond, processor: each('processor'), database: each('database'), wal })
  }
  return rounds
}

/** Runs that one instance carries, watched on it and on another that has come later. */
async function measureDelivery(): Promise<readonly Figure[]> {
  const fleet = await startFleet({ instances: 1, settings: SETTINGS, env: PACED })
  try {
    const runs = await startRuns(fleet.urlsOfAll(), 10)
    await fleet.start(1)
    const [here, elsewhere] = fleet.urlsOfAll().map(createClient) as [Client, Client]
    const [onThis, onOther] = await Promise.all([watched([here], runs, 20), watched([elsewhere], runs, 20)])
    const what = `10 runs of ${TOKENS_PER_SECOND} tokens/s, 20 watchers`
    return [
      ...lagFigures(`${what} on the instance that carries them`, onThis),
      ...lagFigures(`${what} on another instance`, onOther),
    ]
  } finally {
    await fleet.close()
  }
}

/** Two hundred runs and a thousand watchers, on whichever of three instances. */
async function measureCrowd(): Promise<readonly Figure[]> {
  const fleet = await startFleet({ instances: 3, settings: SETTINGS, env: PACED })
  try {
    const runs = await startRuns(fleet.urlsOfAll(), 200)
    const before = await loadOf(fleet)
    const delivery = await watched(fleet.urlsOfAll().map(createClient), runs, 1_000)
    const after = await loadOf(fleet)
    const what = `200 runs of ${TOKENS_PER_SECOND} tokens/s, 1,000 watchers on 3 instances`
    const seconds = (after.at - before.at) / 1_000
    const load = (of: 'processor' | 'database') => {
      const used = difference(after[of], before[of])
      return used && used / seconds
    }
    return [
      figure(`${what}: events delivered (50,000 are written for them)`, '/s', [delivery.perSecond]),
      ...lagFigures(what, delivery),
      figure(`${what}: processor time of the instances in a second`, 'ms', [load('processor')]),
      figure(`${what}: processor time of the database in a second`, 'ms', [load('database')]),
      figure(`${what}: rows of events`, '/s', [(after.rows - before.rows) / seconds]),
      figure(`${what}: write-ahead log in a second`, 'kB', [(after.wal - before.wal) / seconds]),
    ]
  } finally {
    await fleet.close()
  }
}

async function loadOf(fleet: Fleet) {
  const [row] = await fleet.query('select count(*) as rows from events')
  return { ...(await usageOf(fleet)), rows: Number(row?.['rows']), at: performance.now() }
}

const lagFigures = (what: string, { lags }: Delivery): readonly Figure[] =>
  [0.5, 0.99].map((share) =>
    figure(`${what}: from stored to received, p${share * 100}`, 'ms', [percentile(lags, share)]),
  )
