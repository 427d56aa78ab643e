import { expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { runOf, textRun } from '@/lib/run/testing/log'
import { knownOf } from './known-times'
import { lifecycleOf } from './lifecycle'
import { viewOfSnapshot } from './snapshot'

const seen = (how: (event: LoggedEvent, index: number) => Partial<LoggedEvent>) =>
  fold(
    emptyView,
    textRun().map((event, index) => ({ ...event, ...how(event, index) }) as LoggedEvent),
  )
const wholeOf = (view: ReturnType<typeof seen>) => knownOf(view, lifecycleOf(view, 0).segments)

it('says of what happened here, and of a stream, that it is exact', () => {
  expect(wholeOf(seen(() => ({})))).toEqual([{ by: 'engine', windowMs: null }])
  expect(wholeOf(seen(() => ({ source: 'stream' })))).toEqual([{ by: 'stream', windowMs: null }])
})

it('says between which polls something happened, with the longest window, and that a beginning was answered', () => {
  const polled = seen(({ at }, index) =>
    index < 2 ? { source: 'response' } : { source: 'poll', notBefore: at - 100 * index },
  )
  expect(wholeOf(polled)).toEqual([
    { by: 'response', windowMs: null },
    { by: 'poll', windowMs: 100 * (textRun().length - 1) },
  ])
})

it('says of what was found at first sight that it passed unwatched', () => {
  const late = textRun().slice(1)
  const view = fold(
    emptyView,
    late.map((event): LoggedEvent => ({ ...event, source: 'poll', notBefore: event.at - 5_000 })),
  )
  const [first, last] = [late[0]!.at, late.at(-1)!.at]
  expect(knownOf(view, [{ from: first, to: last, isLive: false }])).toEqual([
    { by: 'unseen', windowMs: 5_000 },
    { by: 'poll', windowMs: 5_000 },
  ])
})

it('says of an import and of an object without a log that whole seconds are known', () => {
  const imported = seen(({ at }) => ({ source: 'import', notBefore: at - 999 }))
  expect(wholeOf(imported)).toEqual([{ by: 'import', windowMs: null }])
  expect(wholeOf(viewOfSnapshot({ run: runOf({ status: 'completed' }), steps: [], messages: [] }))).toEqual([
    { by: 'seconds', windowMs: null },
  ])
})

it('says nothing of an end that is still to come', () => {
  const [first] = textRun()
  const view = fold(emptyView, [{ ...first!, source: 'poll' }])
  expect(knownOf(view, lifecycleOf(view, first!.at + 10_000).segments)).toEqual([{ by: 'poll', windowMs: null }])
})
