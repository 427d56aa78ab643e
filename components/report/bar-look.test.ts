import { describe, expect, it } from 'vitest'
import type { Bar, Row } from '@/lib/inspector/timeline-row'
import { barLooksOf, endMarkOf, endOf } from './bar-look'

const sharp = { softness: 'none', fromNotBefore: null, toNotBefore: null } as const
const bar = (kind: Bar['kind'], isLive = false): Bar => ({ kind, from: 0, to: 1, isLive, ...sharp })
const rowOf = (part: Partial<Row>): Row => ({
  ...{
    id: 'step_1',
    type: 'message_creation',
    parentId: null,
    name: null,
    input: null,
    responder: null,
    status: 'completed',
  },
  ...{ cutBy: null, isReplaced: false, from: 0, to: 1, isLive: false, ...sharp, bars: [] },
  ...part,
})
const tones = (row: Partial<Row>) => barLooksOf(rowOf(row)).map(({ tone, pattern }) => `${tone} ${pattern}`)

describe('the look of bars', () => {
  it('is ink for work that is over, and for waiting the colour that asks', () => {
    const bars = [bar('thinking'), bar('arguments'), bar('waiting')]
    expect(tones({ bars })).toEqual(['work outline', 'work solid', 'requires_action chevrons'])
  })

  it('is the running state’s for what goes on, except that waiting stays waiting', () => {
    const { tone, pattern } = barLooksOf(rowOf({ isLive: true, bars: [bar('message', true)] }))[0]!
    expect([tone, pattern === 'solid']).toEqual(['in_progress', false])
    expect(tones({ isLive: true, bars: [bar('waiting', true)] })).toEqual(['requires_action chevrons'])
    expect(tones({ isLive: true, bars: [bar('thinking', true)] })).toEqual(['in_progress outline'])
  })

  it('is for the last bar that of what cut it off', () => {
    const looks = barLooksOf(rowOf({ cutBy: 'cancelled', bars: [bar('thinking'), bar('message')] }))
    expect(looks.map(({ tone }) => tone)).toEqual(['work', 'cancelled'])
  })
})

it('knows how a row ended, as its step did or as what cut its message off, once it has ended', () => {
  expect(endOf({ status: 'completed', cutBy: null, isLive: false })).toBe('completed')
  expect(endOf({ status: 'completed', cutBy: 'failed', isLive: false })).toBe('failed')
  expect(endOf({ status: 'in_progress', cutBy: null, isLive: false })).toBe(null)
  expect(endOf({ status: 'completed', cutBy: null, isLive: true })).toBe(null)
})

it('marks a declined call as one that was not carried out, though its step is completed', () => {
  const declined = { status: 'declined', rule: null, failure: null } as unknown as Row['responder']
  expect(endMarkOf(rowOf({ responder: declined }))).toBe('cancelled')
  expect(endMarkOf(rowOf({ responder: declined, isLive: true }))).toBeNull()
  expect(endMarkOf(rowOf({ responder: declined, status: 'expired' }))).toBe('expired')
  expect(endMarkOf(rowOf({}))).toBe('completed')
})
