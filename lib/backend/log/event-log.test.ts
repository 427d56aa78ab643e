import { expect, test } from 'vitest'
import type { Observation, RunEvent } from '@/lib/protocol/event'
import type { Store } from '@/lib/backend/store/store'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { openStore, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { runRowOf, threadOf } from '@/lib/backend/store/testing/objects'
import { emptyView, fold } from '@/lib/run/fold'
import { messageOf, runOf, START } from '@/lib/run/testing/log'
import { createChanges } from './changes'
import { createEventLog } from './event-log'
import { createLiveRun, type LiveRun } from './live-run'

const NOW = START + 60_000

/** A store with a queued run, and who observes it as that attempt. */
async function stage() {
  const store = await openStore({ folder: await temporaryFolder() })
  await store.threads.insert(threadOf('thread_1'))
  await store.runs.insert(runRowOf(), NOW)
  return { store, observer: observerOf(store) }
}

function observerOf(store: Store) {
  const rested: string[] = []
  const log = createEventLog({ store, changes: createChanges(() => NOW), onRest: ({ id }) => void rested.push(id) })
  const liveOf = (attempt: number, clock = () => NOW) =>
    createLiveRun('run_1', { attempt, view: { ...emptyView, run: runOf() }, clock })
  return { ...log, liveOf, rested }
}

const seen = (event: RunEvent, how: Partial<Observation> = {}) => ({ ...event, source: 'poll', ...how }) as Observation
const running = { event: 'thread.run.in_progress', data: runOf({ status: 'in_progress' }) } as const
const completed = { event: 'thread.run.completed', data: runOf({ status: 'completed' }) } as const
const said = {
  event: 'thread.message.delta',
  data: {
    id: 'msg_1',
    object: 'thread.message.delta',
    delta: { content: [{ index: 0, type: 'text', text: { value: 'x' } }] },
  },
} as const

const logOf = async (store: Store) =>
  (await store.events.after('run_1', 0, 100)).map(({ seq, at, notBefore, event }) => [seq, at, notBefore, event])

test('a writer whose run another has taken up since appends nothing, be there a run in its batch or not', async () => {
  const { store, observer } = await stage()
  const other = observerOf(store)
  const stale = observer.liveOf(1)
  expect(await store.runs.claim('run_1', ['queued'])).toMatchObject({ attempt: 2 })
  const begun = messageOf('msg_1', null, { status: 'in_progress', completed_at: null })
  const own: [LiveRun, Observation[]] = [other.liveOf(2), [seen(running)]]
  const batches = [[said], [running], [{ event: 'thread.message.created', data: begun } as const, said]]
  for (const batch of batches) {
    await expect(
      observer.append(
        stale,
        batch.map((event) => seen(event)),
      ),
    ).rejects.toThrow(LostRunError)
  }
  await other.append(...own)
  await expect(observer.append(stale, [seen(said)])).rejects.toThrow(LostRunError)
  expect(await logOf(store)).toEqual([[1, NOW, undefined, 'thread.run.in_progress']])
  expect(await store.messages.get('msg_1'), 'nor an object').toBeUndefined()
  expect(stale.view().lastSeq).toBe(0)
})

test('what was seen is not checked, and stands at its moment as far as the order of the log allows', async () => {
  const { store, observer } = await stage()
  let now = NOW
  const live = observer.liveOf(1, () => now)
  await observer.append(live, [seen(running, { source: 'response', at: NOW - 500 })])
  now += 1_000
  const later = { source: 'response', at: NOW + 5_000 } as const
  await observer.append(live, [
    seen(said, { notBefore: NOW - 9_000, at: NOW - 600 }),
    seen(said, { notBefore: NOW }),
    seen(said, later),
  ])
  await observer.append(live, [seen(said, { notBefore: NOW + 9_000 })])
  now += 1_000
  // What one poll shows shares its window.
  await observer.append(
    live,
    [said, completed].map((event) => seen(event, { notBefore: NOW + 1_500 })),
  )
  expect(await logOf(store)).toEqual([
    [1, NOW - 500, undefined, 'thread.run.in_progress'],
    [2, NOW - 500, undefined, 'thread.message.delta'],
    [3, NOW + 1_000, NOW, 'thread.message.delta'],
    [4, NOW + 1_000, undefined, 'thread.message.delta'],
    [5, NOW + 1_000, undefined, 'thread.message.delta'],
    [6, NOW + 2_000, NOW + 1_500, 'thread.message.delta'],
    [7, NOW + 2_000, NOW + 1_500, 'thread.run.completed'],
  ])
  expect(await store.runs.get('run_1')).toMatchObject({ status: 'completed' })
  expect(observer.rested).toEqual(['run_1'])
})

test('a run jumps as it was seen to, and one at rest stays, whatever is told of it afterwards', async () => {
  const { store, observer } = await stage()
  const live = observer.liveOf(1)
  await observer.append(live, [seen({ event: 'thread.run.cancelled', data: runOf({ status: 'cancelled' }) })])
  await observer.append(live, [seen(running)])
  await observer.append(live, [seen(completed)])
  expect(await store.runs.get('run_1')).toMatchObject({ status: 'cancelled' })
  expect((await logOf(store)).map(([, , , event]) => event)).toEqual([
    'thread.run.cancelled',
    'thread.run.in_progress',
    'thread.run.completed',
  ])
  expect(live.view()).toEqual(fold({ ...emptyView, run: runOf() }, await store.events.after('run_1', 0, 100)))
  expect(live.view().run?.status).toBe('cancelled')
  expect(observer.rested).toEqual(['run_1'])
})
