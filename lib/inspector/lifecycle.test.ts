import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { gapsOf, idleShareOf, lifecycleOf } from './lifecycle'
import { asked, createLog, START, start, textRun, toolRun } from '@/lib/run/testing/log'

const lifeOf = (events: Parameters<typeof fold>[1], now = START + 1_000_000) =>
  lifecycleOf(fold(emptyView, events), now)

describe('lifecycleOf', () => {
  it('has a segment a status, with the length of our own milliseconds', () => {
    const { segments, isLive, isSoft } = lifeOf(textRun())
    expect(segments.map(({ status, from, to }) => [status, to - from])).toEqual([
      ['queued', 100],
      ['in_progress', 420],
      ['completed', 0],
    ])
    expect([isLive, isSoft]).toEqual([false, false])
  })

  it('grows only while the run is active', () => {
    const waiting = toolRun({ until: 'requires_action' })
    const at = waiting.at(-1)!.at
    expect(lifeOf(waiting, at + 5_000).segments.at(-1)).toEqual({
      status: 'requires_action',
      from: at,
      to: at + 5_000,
      isLive: true,
      softness: 'none',
    })
    expect(lifeOf(textRun(), START + 1e9)).toEqual(lifeOf(textRun(), START + 1e10))
  })

  it('never runs backwards when the clock that reads is behind the one that wrote', () => {
    const { segments } = lifeOf(toolRun({ until: 'requires_action' }), START - 60_000)
    for (const { from, to } of segments) expect(to).toBeGreaterThanOrEqual(from)
  })

  it('sums the visits to a status', () => {
    const { dwell } = lifeOf(toolRun())
    expect(dwell.queued).toBe(100 + 30)
    expect(dwell.requires_action).toBe(60_000)
    expect(dwell.failed).toBeUndefined()
  })

  it('of a run that nothing is known of is empty', () => {
    expect(lifecycleOf(emptyView, 5)).toEqual({
      segments: [],
      dwell: {},
      from: 5,
      to: 5,
      isLive: false,
      isSoft: false,
      softness: 'none',
    })
  })
})

describe('idle time', () => {
  it('is what passed without anybody working', () => {
    const life = lifeOf(toolRun())
    expect(idleShareOf(life)).toBeCloseTo(60_130 / (life.to - life.from), 10)
    expect(gapsOf(life)).toMatchObject([{ from: life.segments[2]!.from, to: life.segments[2]!.to }])
  })

  it('is not offered for folding where work fills most of the life', () => {
    expect(gapsOf(lifeOf(textRun()))).toEqual([])
  })

  it('is all of a life that only queued, and none of a life of no length', () => {
    const log = createLog()
    start(log)
    expect(idleShareOf(lifeOf(log.events.slice(0, 2), START + 500))).toBe(1)
    expect(idleShareOf(lifeOf(log.events.slice(0, 2), START))).toBe(0)
  })
})

describe('softness', () => {
  it('is of what was found out by asking, and of nothing else', () => {
    const log = createLog()
    start(log)
    log.run('completed', {}, 26_000)
    expect(lifeOf(log.events).segments.map(({ softness }) => softness)).toEqual(['none', 'none', 'none'])
    const found = [...log.events.slice(0, -1), asked(log.events.at(-1)!)]
    const life = lifeOf(found)
    expect(life.segments.map(({ softness }) => softness)).toEqual(['none', 'to', 'both'])
    expect(life.softness).toBe('to')
  })
})
