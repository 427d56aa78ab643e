import { expect, it } from 'vitest'
import type { LoggedEvent, NoteEvent, RunEvent } from '@/lib/protocol/event'
import { allById } from './by-id'
import { emptyView, fold } from './fold'
import { emptyTally, recount } from './tally'
import { messageStepOf, START } from './testing/log'

const usage = (tokens: number) => ({ prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens })
const step = (id: string, tokens: number | null): RunEvent => ({
  event: 'thread.run.step.completed',
  data: messageStepOf(id, `msg_${id}`, { status: 'completed', usage: tokens === null ? null : usage(tokens) }),
})
const counted = (step_id: string, amount: string | null, currency = 'USD'): NoteEvent => {
  const cost = amount === null ? null : { currency, amount }
  const about = { object: 'playground.turn.counted', step_id, cached_tokens: 0, reasoning_tokens: 0 } as const
  return { event: about.object, data: { ...about, cost, ...(amount === null && { is_estimated: true }) } }
}
const called = (step_id: string): NoteEvent => {
  const data = { object: 'playground.calls.written', step_id, usage: usage(1), calls: [] } as const
  return { event: data.object, data }
}

const tallyAfter = (...events: readonly RunEvent[]) => {
  const log = events.map((event, index) => ({ ...event, seq: index + 1, at: START, source: 'engine' }) as LoggedEvent)
  const view = fold(emptyView, log)
  const notes = new Map(allById(view.notes).map((note) => [note.id, note]))
  const unseen = { step: undefined, note: undefined }
  const summed = view.steps.reduce(
    (tally, each) => recount(tally, unseen, { step: each, note: notes.get(each.id) }),
    emptyTally,
  )
  expect(view.tally, 'counted along, and summed in the end').toEqual(summed)
  return view.tally
}

it('has the tokens and the cost of a run, in whichever order they are told', () => {
  const both = { counted: 2, usage: usage(30), priced: 2, unpriced: 0 }
  const amounts = [{ currency: 'USD', amount: '0.35' }]
  expect(tallyAfter(step('a', 10), counted('a', '0.1'), step('b', 20), counted('b', '0.25'))).toMatchObject({
    ...both,
    amounts,
  })
  expect(tallyAfter(counted('a', '0.1'), counted('b', '0.25'), step('a', 10), step('b', 20))).toMatchObject({
    ...both,
    amounts,
  })
})

it('has what was told last of a step, in place of what was told before', () => {
  const twice = tallyAfter(step('a', null), counted('a', '0.1'), step('a', 10), counted('a', '0.25'), step('a', 7))
  expect(twice).toMatchObject({
    counted: 1,
    usage: usage(7),
    priced: 1,
    amounts: [{ currency: 'USD', amount: '0.25' }],
  })
  expect(tallyAfter(step('a', 5), counted('a', '1'), counted('a', null))).toMatchObject({
    ...{ priced: 0, amounts: [], unpriced: 1, estimated: 1 },
  })
})

it('has how many steps cost nobody knows what, and in how many turns hosted tools were called', () => {
  const tally = tallyAfter(step('text', 0), step('open', null), step('unpriced', 3), called('open'), called('open'))
  expect(tally).toMatchObject({ priced: 0, unpriced: 2, hosted: 1 })
})
