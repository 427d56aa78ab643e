import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { alone } from '@/lib/backend/notifier'
import type { Store } from '@/lib/backend/store/store'
import type { LiveRun } from './live-run'
import { createWatch } from './watch'

/** Lets the engine's memory of what nobody needs any more go. */
function collectGarbage() {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}

function createSignal() {
  let resolve: (value: object) => void = () => {}
  const promise = new Promise<object>((done) => (resolve = done))
  return { promise, resolve }
}

/** A run that goes on for ever: an event at each `advance`. */
function createEndlessRun() {
  let signal = createSignal()
  let seq = 0
  const changes: WeakRef<object>[] = []
  const live = {
    view: () => ({ run: { status: 'in_progress' } }),
    tail: (after: number) => (after < seq ? [{ seq } as LoggedEvent] : []),
    changed: () => signal.promise,
    failure: () => undefined,
  } as unknown as LiveRun
  const advance = () => {
    seq += 1
    const change = { seq }
    changes.push(new WeakRef(change))
    const { resolve } = signal
    signal = createSignal()
    resolve(change)
  }
  return { live, advance, kept: () => changes.filter((change) => change.deref() !== undefined).length }
}

test('a watch that stands for long remembers nothing of what it has waited for', async () => {
  const { live, advance, kept } = createEndlessRun()
  const ended = new AbortController()
  const watch = createWatch({ store: { notifier: alone } as Store, liveOf: () => live })
  const batches = watch('run_1', { after: 0, isOver: () => false, signal: ended.signal })
  for (let count = 1; count <= 100; count++) {
    const batch = batches.next()
    // So that it waits before there is something.
    await new Promise(setImmediate)
    advance()
    expect((await batch).value).toEqual([{ seq: count }])
  }
  await new Promise(setImmediate)
  collectGarbage()
  expect(kept()).toBeLessThan(5)
  const last = batches.next()
  ended.abort()
  expect(await last).toMatchObject({ done: true })
})
