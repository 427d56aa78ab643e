import { expect, test } from 'vitest'
import { createChanges } from '@/lib/backend/log/changes'
import { createEventLog } from '@/lib/backend/log/event-log'
import { createLiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { openStore, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { runRowOf, threadOf } from '@/lib/backend/store/testing/objects'
import { emptyView } from '@/lib/run/fold'
import { IllegalMoveError } from '@/lib/run/machine'
import { runOf, START } from '@/lib/run/testing/log'
import { createRunWriter } from './run-writer'

const NOW = START + 60_000

async function stage() {
  const store = await openStore({ folder: await temporaryFolder() })
  await store.threads.insert(threadOf('thread_1'))
  await store.runs.insert(runRowOf(), NOW)
  const log = createEventLog({ store, changes: createChanges(() => NOW), onRest: () => {} })
  const live = createLiveRun('run_1', { attempt: 1, view: { ...emptyView, run: runOf() }, clock: () => NOW })
  return { store, live, ...createRunWriter(log) }
}

const to = (status: 'in_progress' | 'completed' | 'cancelling' | 'queued') =>
  ({ event: `thread.run.${status}`, data: runOf({ status }) }) as const

test('moves a run legally, in one batch as in several', async () => {
  const { store, live, append } = await stage()
  await append(live, [to('queued'), to('in_progress'), to('completed')])
  expect(await store.runs.get('run_1')).toMatchObject({ status: 'completed' })
  expect(await store.events.after('run_1', 0, 9)).toMatchObject([1, 2, 3].map((seq) => ({ seq, source: 'engine' })))
})

test.each([[[to('completed')]], [[to('in_progress'), to('queued')]]])(
  'writes nothing of a batch with a move that the protocol does not know: %#',
  async (batch) => {
    const { store, live, append } = await stage()
    await expect(append(live, batch)).rejects.toThrow(IllegalMoveError)
    expect(await store.events.lastSeq('run_1')).toBe(0)
    expect(live.view().run?.status).toBe('queued')
  },
)

test('loses a run that the store has in another status', async () => {
  const { store, live, append } = await stage()
  await store.runs.move(runOf({ status: 'cancelling' }), { from: ['queued'], attempt: 1, atMs: NOW })
  await expect(append(live, [to('in_progress')])).rejects.toThrow(LostRunError)
  expect(await store.events.lastSeq('run_1')).toBe(0)
})
