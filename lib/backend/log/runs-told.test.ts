// A thousand who watch a run that another instance carries ask the store as one does.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { runOf } from '@/lib/run/testing/log'
import type { Notifier, Topic } from '@/lib/backend/notifier'
import { logGrown } from './run-topics'
import { createWatch } from './watch'

const WATCHERS = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Options = Parameters<typeof createWatch>[0]

/** A store that counts what it is asked, and the notices of others. */
function startElsewhere() {
  let status: RunStatus = 'in_progress'
  const log: LoggedEvent[] = []
  const asked = { runs: 0, events: 0, heads: 0 }
  const listeners: ((notice: unknown, place: 'elsewhere') => void)[] = []
  const missed: (() => void)[] = []
  const notifier = {
    isShared: true,
    tell: () => undefined,
    listen: ({ name }: Topic<unknown>, listener: (typeof listeners)[number]) => {
      if (name === logGrown.name) listeners.push(listener)
      return () => undefined
    },
    onMissed: (listener: () => void) => {
      missed.push(listener)
      return () => undefined
    },
  } as Notifier
  const store = {
    notifier,
    runs: {
      async get() {
        asked.runs += 1
        return runOf({ status })
      },
      async heads(ids: readonly string[]) {
        asked.heads += 1
        return ids.map((id) => ({ id, status, lastSeq: log.length }))
      },
    },
    events: {
      async after(_run: string, seq: number) {
        asked.events += 1
        return log.slice(seq)
      },
    },
  } as unknown as Options['store']
  return {
    watch: createWatch({ store, liveOf: () => undefined }),
    /** What the store was asked since this was called last. */
    asked() {
      const told = { ...asked }
      Object.assign(asked, { runs: 0, events: 0, heads: 0 })
      return told
    },
    store(next: RunStatus) {
      status = next
      log.push({
        event: `thread.run.${next}`,
        data: runOf({ status }),
        source: 'engine',
        seq: log.length + 1,
        at: 0,
      } as LoggedEvent)
    },
    tell: () =>
      listeners.forEach((listener) =>
        listener({ run: 'run_1', status, last_seq: log.length, events: log.slice(-1) }, 'elsewhere'),
      ),
    miss: () => missed.forEach((listener) => listener()),
  }
}

/** Follows runs to their end; `seen` counts the events that came, to all of them. */
function follow(watch: ReturnType<typeof createWatch>, runOfWatcher: (n: number) => string) {
  const counts = { seen: 0, ended: 0 }
  const all = Array.from({ length: WATCHERS }, async (_, n) => {
    const { signal } = new AbortController()
    for await (const batch of watch(runOfWatcher(n), { after: 0, isOver: isTerminal, signal }))
      counts.seen += batch.length
    counts.ended += 1
  })
  return { counts, all: Promise.all(all) }
}

test('one run that is silent is asked for once every few seconds, and what was not told of is found', async () => {
  const elsewhere = startElsewhere()
  elsewhere.store('in_progress')
  const { counts, all } = follow(elsewhere.watch, () => 'run_1')
  await vi.advanceTimersByTimeAsync(0)
  expect(counts.seen).toBe(WATCHERS)
  // Those who come at the same time ask together: for what there is, and what comes behind it.
  expect(elsewhere.asked()).toEqual({ runs: 2, events: 2, heads: 0 })
  await vi.advanceTimersByTimeAsync(30_000)
  const silent = elsewhere.asked()
  expect(silent.heads).toBeLessThanOrEqual(10)
  expect(silent.runs + silent.events).toBeLessThanOrEqual(2)

  elsewhere.store('cancelling')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(counts.seen).toBe(2 * WATCHERS)
  const found = elsewhere.asked()
  expect(found.runs + found.events).toBeLessThanOrEqual(4)

  elsewhere.store('cancelled')
  elsewhere.miss()
  await all
  expect(counts).toEqual({ seen: 3 * WATCHERS, ended: WATCHERS })
  const missed = elsewhere.asked()
  expect(missed.heads).toBe(1)
  expect(missed.runs + missed.events).toBeLessThanOrEqual(4)
})

test('what is told costs the store nothing', async () => {
  const elsewhere = startElsewhere()
  elsewhere.store('in_progress')
  const { counts, all } = follow(elsewhere.watch, () => 'run_1')
  await vi.advanceTimersByTimeAsync(0)
  elsewhere.asked()
  elsewhere.store('completed')
  elsewhere.tell()
  await all
  expect(counts).toEqual({ seen: 2 * WATCHERS, ended: WATCHERS })
  expect(elsewhere.asked()).toEqual({ runs: 0, events: 0, heads: 0 })
})

test('a thousand runs that are silent are asked for in one statement', async () => {
  const elsewhere = startElsewhere()
  follow(elsewhere.watch, (n) => `run_${n}`)
  await vi.advanceTimersByTimeAsync(4_000)
  elsewhere.asked()
  await vi.advanceTimersByTimeAsync(30_000)
  const { runs, events, heads } = elsewhere.asked()
  expect(heads).toBeLessThanOrEqual(10)
  // Each once, at most: as it stands is known from then on.
  expect(runs + events).toBeLessThanOrEqual(2 * WATCHERS)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(elsewhere.asked()).toMatchObject({ runs: 0, events: 0 })
})
