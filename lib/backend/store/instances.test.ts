// Two databases opened at one address are two instances.
import { expect, onTestFinished, test } from 'vitest'
import { createTopic } from '@/lib/backend/notifier'
import { LostRunError } from './lost-run-error'
import { type OpenDatabase, openDatabase } from './open-database'
import { databases, type Location, onPostgres } from './testing/databases'
import { eventsOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

const [, postgres] = databases

async function open(database: Location, clock = Date.now): Promise<OpenDatabase> {
  const opened = await openDatabase({ database, clock, logLine: () => undefined })
  onTestFinished(() => opened.close())
  return opened
}

/** Two stores of one connection, with a queued run. */
async function openTwo() {
  const url = await postgres!.create()
  // The first to open makes the connection known.
  const instances = [await open(url), await open(url, () => Date.now() + 3_600_000)] as const
  const [a, b] = [await instances[0].storeOf('embedded'), await instances[1].storeOf('embedded')]
  await a.threads.insert(threadOf('thread_1'))
  await a.runs.insert(runRowOf(), Date.now())
  return { url: 'url' in url ? url.url : '', instances, a, b }
}

test('instances that start at the same moment on an empty database stand, and one that is older does not start', async () => {
  const database = await postgres!.createEmpty()
  const opened = await Promise.all([open(database), open(database), open(database)])
  const stores = await Promise.all(opened.map((each) => each.storeOf('embedded')))
  await stores[0]!.threads.insert(threadOf('thread_1'))
  expect(await stores[2]!.threads.get('thread_1')).toMatchObject({ id: 'thread_1' })
  await stores[0]!.statement(`insert into kysely_migration values ('9999-later', now())`, [])
  await expect(open(database)).rejects.toThrow('written by a newer version of the playground (it has 9999-later)')
})

test('places rise over all instances, and times are the database’s, whatever the clocks of the machines say', async () => {
  const { instances, a, b } = await openTwo()
  expect(Math.abs(instances[0].clock() - instances[1].clock())).toBeLessThan(60_000)
  for (const [index, store] of [a, b, b, a, b].entries()) {
    await store.messages.insert(userMessageOf(`msg_${index}`, 'text', { thread_id: 'thread_1' }))
  }
  await Promise.all(
    [a, b, a, b].map((store, index) =>
      store.messages.insert(userMessageOf(`msg_1${index}`, 'text', { thread_id: 'thread_1' })),
    ),
  )
  const { data } = await b.messages.list('thread_1', { limit: 20, order: 'asc' })
  expect(data.slice(0, 5).map(({ id }) => id)).toEqual(['msg_0', 'msg_1', 'msg_2', 'msg_3', 'msg_4'])
  expect(data).toHaveLength(9)
  const times = Object.values(await a.createdMs(['msg_0', 'msg_4']))
  for (const each of times) expect(Math.abs(each - instances[1].clock())).toBeLessThan(60_000)
  // Whatever was given a place from elsewhere, what follows stands above it.
  const far = Date.now() * 1_000 + 5_000_000_000
  await a.messages.insert(userMessageOf('msg_20', 'text', { thread_id: 'thread_1' }), { position: far })
  await b.messages.insert(userMessageOf('msg_21', 'text', { thread_id: 'thread_1' }))
  const last = await a.messages.list('thread_1', { limit: 2, order: 'desc' })
  expect(last.data.map(({ id }) => id)).toEqual(['msg_21', 'msg_20'])
})

test('who claims a run sees all that was appended before, and is the only one to append after', async () => {
  const { a, b } = await openTwo()
  await a.threads.insert(threadOf('thread_2'))
  await a.runs.insert(runRowOf({ id: 'run_2', thread_id: 'thread_2' }), Date.now())
  await a.appendSoon('run_1', eventsOf(1, 2), { attempt: 1 })
  let isAppended = () => {}
  const claimed = new Promise<void>((resolve) => (isAppended = resolve)).then(() => b.runs.claim('run_1'))
  await a.transaction(async (tables) => {
    await tables.events.append('run_1', eventsOf(3, 4), { attempt: 1 })
    isAppended()
    await tables.runs.setMetadata('run_2', { at: 'the same time' })
  })
  expect(await claimed).toMatchObject({ attempt: 2, run: { id: 'run_1' } })
  expect(await b.events.lastSeq('run_1')).toBe(4)
  // Those of other runs that are written together with a lost one are stored.
  const [lost, kept] = [
    a.appendSoon('run_1', eventsOf(5, 5), { attempt: 1 }),
    a.appendSoon('run_2', eventsOf(1, 3), { attempt: 1 }),
  ]
  await expect(lost).rejects.toThrow(LostRunError)
  await kept
  expect(await b.events.after('run_2', 0, 10)).toEqual(eventsOf(1, 3))
  await b.appendSoon('run_1', eventsOf(5, 6), { attempt: 2 })
  expect(await a.events.lastSeq('run_1')).toBe(6)
  // What a client has changed meanwhile stays.
  await a.runs.setMetadata('run_1', { by: 'client' })
  const run = { ...runRowOf().run, status: 'in_progress' as const, metadata: {} }
  expect(await b.runs.move(run, { from: ['queued'], attempt: 2, atMs: 2_000 })).toBe(true)
  expect(await a.runs.get('run_1')).toMatchObject({ status: 'in_progress', metadata: { by: 'client' } })
})

test('notices reach other instances, shortened where they are long, and whoever misses some is told', async () => {
  const { url, instances, a, b } = await openTwo()
  const topic = createTopic<{ readonly text: string }>('test')
  const heard: unknown[] = []
  const [here, there, missed] = [
    (told: unknown, place: string) => heard.push(['a', place, told]),
    (told: unknown, place: string) => heard.push(['b', place, told]),
    () => heard.push('missed'),
  ]
  a.notifier.listen(topic, here)
  b.notifier.listen(topic, there)
  b.notifier.onMissed(missed)
  a.notifier.tell(topic, { text: 'short' })
  expect(heard.splice(0)).toEqual([['a', 'here', { text: 'short' }]])
  for (let count = 0; count < 100; count += 1) a.notifier.tell(topic, { text: '中'.repeat(100) })
  a.notifier.tell(topic, { text: 'x'.repeat(9_000) }, { text: 'long' })
  // That of another connection is none of theirs.
  instances[0].notifier.tell(topic, { text: 'other' })
  await expect.poll(() => heard).toHaveLength(1 + 2 * 101)
  expect(heard.splice(0).at(-1)).toEqual(['b', 'elsewhere', { text: 'long' }])
  // All connections are cut: the pool makes others, and so does whoever listens.
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  await onPostgres(new URL(url).pathname.slice(1), cut)
  await expect.poll(() => heard).toContain('missed')
  await expect.poll(() => a.threads.get('thread_1').catch(() => undefined)).toMatchObject({ id: 'thread_1' })
  heard.length = 0
  await expect
    .poll(() => {
      a.notifier.tell(topic, { text: 'again' })
      return heard
    })
    .toContainEqual(['b', 'elsewhere', { text: 'again' }])
})

test('settings that another instance has changed are read anew', async () => {
  const { instances } = await openTwo()
  const [a, b] = instances.map(({ settings }) => settings)
  let changes = 0
  b!.onChangedElsewhere(['model_endpoint'], () => void (changes += 1))
  await b!.put('model_endpoint', { id: 'own', document: {}, sealed: null })
  await a!.put('connection', { id: 'other', document: {}, sealed: null })
  await a!.put('model_endpoint', { id: 'theirs', document: {}, sealed: null })
  await expect.poll(() => changes).toBe(1)
})
