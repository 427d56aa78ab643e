import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './client'
import type { Figure } from './report'
import { createRun, ESSAY } from './run-requests'
import { percentile, spreadOf } from './statistics'
import { createFrameCounter, createTally, type Delivery } from './tally'

interface WatchersOptions {
  readonly playground: { readonly client: Client; readonly assistantId: string }
  readonly bare: Client
  readonly rounds: number
}

const WATCHERS = 100
const RUNS = 10
const WINDOW_MS = 5_000
/** How often the playground shows what a model has written, at most. */
const BATCH_MS = 25

const eventsPath = (runId: string) => `/api/connections/embedded/runs/${runId}/events`

/** Runs that are watched while they write, and one that is read again when it is over, by a hundred at once. */
export async function measureWatchers({ playground, bare, rounds }: WatchersOptions): Promise<readonly Figure[]> {
  const { client, assistantId } = playground
  const live: Delivery[] = []
  const bareLive: Delivery[] = []
  for (let round = 0; round < rounds; round += 1) {
    const delivery = await watchLive(client, assistantId)
    live.push(delivery)
    bareLive.push(await watchBare(bare, delivery))
  }
  const over = await finishedRun(client, assistantId)
  const replay: number[] = []
  const bareReplay: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const read = await readByAll(client, () => eventsPath(over.id))
    const shape = `frames=${over.frames}&bytes=${over.bytes}&batch=${1000}`
    const beside = await readByAll(bare, () => `/events?${shape}`)
    if (round < 0) continue
    replay.push(read)
    bareReplay.push(beside)
  }
  const lag = (share: number) => (rounds: readonly Delivery[]) =>
    spreadOf(rounds.map(({ lags }) => percentile(lags, share)))
  const rate = (rounds: readonly Delivery[]) => spreadOf(rounds.map(({ perSecond }) => perSecond))
  const writing = `${RUNS} runs writing, ${WATCHERS} watchers`
  return [
    { what: `${writing}: events delivered`, unit: '/s', value: rate(live), bare: rate(bareLive) },
    { what: `${writing}: from stored to received, p50`, unit: 'ms', value: lag(0.5)(live), bare: lag(0.5)(bareLive) },
    { what: `${writing}: from stored to received, p95`, unit: 'ms', value: lag(0.95)(live), bare: lag(0.95)(bareLive) },
    {
      what: `${WATCHERS} reading a log again: events`,
      unit: '/s',
      value: spreadOf(replay),
      bare: spreadOf(bareReplay),
    },
  ]
}

/** Watches runs that write for longer than the window is open. At its end they are cancelled, so their streams end. */
async function watchLive(client: Client, assistantId: string): Promise<Delivery> {
  const runs = await Promise.all(Array.from({ length: RUNS }, () => createRun(client, assistantId, ESSAY)))
  const tally = createTally(WINDOW_MS)
  const watchers = runs.flatMap(({ id }) =>
    Array.from({ length: WATCHERS / RUNS }, () => client.stream({ path: eventsPath(id) }, tally.read())),
  )
  await wait(WINDOW_MS)
  await Promise.all(
    runs.map(({ id, thread_id }) =>
      client.send({ method: 'POST', path: `/v1/threads/${thread_id}/runs/${id}/cancel` }),
    ),
  )
  await Promise.all(watchers)
  return tally.result()
}

/** As many events of the same size, from a timer. */
async function watchBare(bare: Client, { perSecond, bytesPerEvent }: Delivery): Promise<Delivery> {
  const tally = createTally(WINDOW_MS)
  const batch = Math.max(1, Math.round((perSecond / WATCHERS) * (BATCH_MS / 1000)))
  const frames = Math.round((batch * WINDOW_MS) / BATCH_MS)
  const shape = `frames=${frames}&bytes=${Math.round(bytesPerEvent) - 60}&batch=${batch}&every_ms=${BATCH_MS}`
  await Promise.all(Array.from({ length: WATCHERS }, () => bare.stream({ path: `/events?${shape}` }, tally.read())))
  return tally.result()
}

async function finishedRun(client: Client, assistantId: string) {
  const { id } = await createRun(client, assistantId, ESSAY)
  const { text } = await client.send({ path: eventsPath(id) })
  const frames = text.split('\n\n').length - 1
  return { id, frames, bytes: Math.round(text.length / frames) - 60 }
}

/** All read the same from its beginning to its end; events a second over all of them. */
async function readByAll(client: Client, path: () => string): Promise<number> {
  const startedAt = performance.now()
  let events = 0
  const reader = async () => {
    const count = createFrameCounter()
    await client.stream({ path: path() }, (chunk) => void (events += count(chunk)))
  }
  await Promise.all(Array.from({ length: WATCHERS }, reader))
  return (events * 1000) / (performance.now() - startedAt)
}
