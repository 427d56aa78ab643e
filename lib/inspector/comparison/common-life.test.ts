import { expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { START, textRun, toolRun } from '@/lib/run/testing/log'
import { gapsOf, lifecycleOf } from '../lifecycle'
import { commonLife } from './common-life'

const lifeOf = (events: Parameters<typeof fold>[1]) => lifecycleOf(fold(emptyView, events), START)
const [a, b] = [lifeOf(textRun()), lifeOf(toolRun())]

it('is as long as the longer one and begins where it is told', () => {
  const life = commonLife({ a, b }, 1_000)
  expect([life.from, life.to]).toEqual([1_000, 1_000 + b.to - b.from])
  expect(life.segments.at(0)?.from).toBe(1_000)
  expect(life.segments.at(-1)?.to).toBe(life.to)
})

it('is idle only while both are: what one waits for alone while the other works is no gap', () => {
  const gaps = gapsOf(commonLife({ a, b }, 0))
  expect(gaps).toHaveLength(1)
  expect(gaps[0]!.to - gaps[0]!.from).toBeCloseTo(60_000, -3)
  const works = { ...b, segments: [{ ...b.segments[0]!, status: 'in_progress' as const, from: b.from, to: b.to }] }
  expect(gapsOf(commonLife({ a: b, b: works }, 0))).toEqual([])
})
