import { expect, onTestFinished, test } from 'vitest'
import type { Change } from '@/lib/protocol/playground'
import type { LoggedEvent, Observation, RunEvent } from '@/lib/protocol/event'
import { emptyView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { messageOf, runOf } from '@/lib/run/testing/log'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Store } from '@/lib/backend/store/store'
import { databases } from '@/lib/backend/store/testing/databases'
import { runRowOf, threadOf } from '@/lib/backend/store/testing/objects'
import { createChanges } from './changes'
import { createEventLog } from './event-log'
import { createLiveRun, type LiveRun } from './live-run'
import { storedView } from './stored-view'
import { createWatch } from './watch'

/** What an instance has to carry and to follow the runs of a connection with. */
async function openInstance(database: Parameters<typeof openDatabase>[0]['database']) {
  const opened = await openDatabase({ database, clock: Date.now, logLine: () => undefined })
  onTestFinished(() => opened.close())
  const store = await opened.storeOf('embedded')
  const changes = createChanges(opened.clock, store.notifier)
  const activeRuns = new Map<string, LiveRun>()
  const log = createEventLog({ store, changes, onRest: ({ id }) => void activeRuns.delete(id) })
  async function carry() {
    const row = await store.runs.claim('run_1')
    const view = { ...emptyView, ...(await storedView(store.events, 'run_1')), run: row!.run }
    const live = createLiveRun('run_1', { attempt: row!.attempt, view, clock: opened.clock })
    activeRuns.set('run_1', live)
    return live
  }
  const append = (live: LiveRun, ...events: RunEvent[]) =>
    log.append(live, events.map((event) => ({ ...event, source: 'engine' })) as readonly Observation[])
  return { store, changes, append, carry, watch: createWatch({ store, liveOf: (id) => activeRuns.get(id) }) }
}

async function openTwo() {
  const [, postgres] = databases
  const database = await postgres!.create()
  const [a, b] = [await openInstance(database), await openInstance(database)]
  await a.store.threads.insert(threadOf('thread_1'))
  await a.store.runs.insert(runRowOf(), Date.now())
  return [a, b] as const
}

const running = { event: 'thread.run.in_progress', data: runOf({ status: 'in_progress' }) } as const
const completed = { event: 'thread.run.completed', data: runOf({ status: 'completed' }) } as const
const begun = {
  event: 'thread.message.created',
  data: messageOf('msg_1', null, { status: 'in_progress', completed_at: null }),
} as const
const whole = { event: 'thread.message.completed', data: messageOf('msg_1', 'xxxx') } as const
const said = (value: string) =>
  ({
    event: 'thread.message.delta',
    data: {
      id: 'msg_1',
      object: 'thread.message.delta',
      delta: { content: [{ index: 0, type: 'text', text: { value } }] },
    },
  }) as const

/** Follows the run on an instance to its end. */
function follow({ watch }: { readonly watch: ReturnType<typeof createWatch> }) {
  const seen: LoggedEvent[] = []
  const ended = (async () => {
    const { signal } = new AbortController()
    for await (const batch of watch('run_1', { after: 0, isOver: isTerminal, signal })) seen.push(...batch)
  })()
  return { seen, ended }
}

test('a run is followed on every instance, whichever carries it and however often that changes', async () => {
  const [a, b] = await openTwo()
  const told: [Change['kind'], string | null, string][] = []
  b.changes.subscribe(({ kind, status }, place) => told.push([kind, status, place]))
  const [here, there] = [follow(a), follow(b)]
  const live = await a.carry()
  await a.append(live, running)
  await a.append(live, begun, said('x'))
  await a.append(live, said('x'))
  // Longer than a notice may be.
  await a.append(live, said('long '.repeat(2_000)))
  await expect.poll(() => there.seen.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(told).toContainEqual(['run', 'in_progress', 'elsewhere'])
  // The other takes it up, and who carried it before lets go when it next writes.
  const next = await b.carry()
  await expect(a.append(live, said('lost'))).rejects.toThrow('taken up')
  live.letGo()
  await b.append(next, said('x'))
  await expect.poll(() => here.seen.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  await b.append(next, whole)
  await b.append(next, completed)
  await Promise.all([here.ended, there.ended])
  expect(here.seen.map(({ event }) => event)).toEqual(there.seen.map(({ event }) => event))
  expect(here.seen).toEqual(await a.store.events.after('run_1', 0, 100))
  expect(told.at(-1)).toEqual(['run', 'completed', 'here'])
})

test('what was stored before its connection broke is not stored again', async () => {
  const [{ store, changes, carry }] = await openTwo()
  const live = await carry()
  let isBroken = true
  /** The connection breaks once the commit is done. */
  const breaking: Store = {
    ...store,
    async transaction(work) {
      const result = await store.transaction(work)
      if (isBroken) throw Object.assign(new Error('The connection broke.'), { code: '08006' })
      return result
    },
  }
  const log = createEventLog({ store: breaking, changes, onRest: () => {} })
  const batch = [running, begun].map((event) => ({ ...event, source: 'engine' })) as readonly Observation[]
  await expect(log.append(live, batch)).rejects.toThrow('broke')
  isBroken = false
  // What was decided on before is asked for again; the same is taken as it is stored.
  const other = [{ ...said('x'), source: 'engine' }] as readonly Observation[]
  await expect(log.append(live, other)).rejects.toThrow('has gone on')
  await log.append(live, batch)
  await log.append(live, other)
  const stored = await store.events.after('run_1', 0, 100)
  expect(stored.map(({ event }) => event)).toEqual([running.event, begun.event, 'thread.message.delta'])
  expect(live.view()).toMatchObject({ lastSeq: 3, run: { status: 'in_progress' } })
})
