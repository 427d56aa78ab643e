import { describe, expect, it } from 'vitest'
import type { Step } from '@/lib/protocol/step'
import type { StepNote } from '@/lib/protocol/playground'
import { costOfRun, costOfUsage } from './cost'
import { sumOf } from './money'
import { emptyTally, recount } from './tally'

const usage = (prompt: number, completion: number) => ({
  ...{ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
})
const price = { currency: 'USD', input: '0.15', output: '0.6' }

describe('costOfUsage', () => {
  it('is exact, however small or large', () => {
    expect(costOfUsage(usage(1, 0), null, price)).toEqual({ currency: 'USD', amount: '0.00000015' })
    expect(costOfUsage(usage(1, 0), null, { ...price, input: '0.000001' }).amount).toBe('0.000000000001')
    expect(costOfUsage(usage(1_000_000, 2_000_000), null, price).amount).toBe('1.35')
    expect(costOfUsage(usage(9_007_199_254_740_991, 0), null, { ...price, input: '3' }).amount).toBe(
      '27021597764.222973',
    )
    expect(costOfUsage(usage(0, 0), null, price).amount).toBe('0')
  })

  it('takes what was cached at its own price, where there is one', () => {
    expect(costOfUsage(usage(1_000_000, 0), 400_000, { ...price, cached_input: '0.05' }).amount).toBe('0.11')
    expect(costOfUsage(usage(1_000_000, 0), 400_000, price).amount).toBe('0.15')
    expect(costOfUsage(usage(1_000_000, 0), null, { ...price, cached_input: '0.05' }).amount).toBe('0.15')
    expect(costOfUsage(usage(1_000_000, 0), 9e9, { ...price, cached_input: '0' }).amount).toBe('0')
  })
})

it('adds no currencies together', () => {
  const amounts = [
    { currency: 'USD', amount: '0.1' },
    { currency: 'CNY', amount: '7' },
    { currency: 'USD', amount: '0.2' },
  ]
  expect(sumOf(amounts)).toEqual([
    { currency: 'USD', amount: '0.3' },
    { currency: 'CNY', amount: '7' },
  ])
})

describe('costOfRun', () => {
  const step = (id: string, of: Step['usage']) => ({ id, usage: of }) as Step
  const note = (id: string, amount: string | null) => ({
    ...{ id, reasoning: null, left_out: 0, without: [] },
    counted: {
      cached_tokens: null,
      reasoning_tokens: null,
      cost: amount === null ? null : { currency: 'USD', amount },
    },
  })

  const costOf = (steps: readonly Step[], notes: Readonly<Record<string, StepNote>>) => {
    const unseen = { step: undefined, note: undefined }
    return costOfRun({
      tally: steps.reduce((tally, each) => recount(tally, unseen, { step: each, note: notes[each.id] }), emptyTally),
    })
  }

  it('is whole where each step is priced, or counted with the next one', () => {
    const steps = [step('a', usage(0, 0)), step('b', usage(5, 5)), step('c', usage(9, 9))]
    const notes = { b: note('b', '0.25'), c: note('c', '1') }
    expect(costOf(steps, notes)).toEqual({
      amounts: [{ currency: 'USD', amount: '1.25' }],
      is_complete: true,
    })
  })

  it('is a least amount where a price or a count is missing, and nothing where all are', () => {
    const steps = [step('a', usage(5, 5)), step('b', null)]
    expect(costOf(steps, { a: note('a', '0.25') })).toMatchObject({ is_complete: false })
    const unpriced = [step('a', usage(5, 5)), step('b', usage(1, 1))]
    expect(costOf(unpriced, { a: note('a', '1'), b: note('b', null) })?.is_complete).toBe(false)
    expect(costOf(steps, { a: note('a', null) })).toBeUndefined()
  })
})
