import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
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
      fromNotBefore: null,
      toNotBefore: null,
      entry: 'legal',
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
      unseen: null,
      unwatched: [],
      dwell: {},
      from: 5,
      to: 5,
      isLive: false,
      isSoft: false,
      softness: 'none',
      fromNotBefore: null,
      toNotBefore: null,
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

describe('a window', () => {
  it('is the time in which one status may have ended and the next begun', () => {
    const log = createLog()
    start(log)
    log.run('completed', {}, 26_000)
    const end = log.events.at(-1)!
    const { segments } = lifeOf([...log.events.slice(0, -1), { ...asked(end), notBefore: end.at - 5_000 }])
    expect(segments.map(({ toNotBefore, fromNotBefore }) => [fromNotBefore, toNotBefore])).toEqual([
      [null, null],
      [null, end.at - 5_000],
      [end.at - 5_000, end.at - 5_000],
    ])
  })

  it('has gaps where polls are further apart than they are by themselves', () => {
    const endsAfter = (status: 'in_progress' | 'requires_action', windowMs: number) => {
      const log = createLog()
      start(log)
      if (status === 'requires_action') log.run(status)
      log.run('completed', {}, 600_000)
      const end = log.events.at(-1)!
      const { unwatched } = lifeOf([...log.events.slice(0, -1), { ...asked(end), notBefore: end.at - windowMs }])
      return unwatched.map(({ from, to }) => [from - end.at, to - end.at])
    }
    expect(endsAfter('in_progress', 5_000)).toEqual([])
    expect(endsAfter('in_progress', 40_000)).toEqual([[-40_000, 0]])
    expect(endsAfter('requires_action', 60_000), 'asked for once a minute').toEqual([])
    expect(endsAfter('requires_action', 120_000)).toEqual([[-120_000, 0]])
  })
})

describe('a run that others began', () => {
  /** Its log begins with how it was found, a minute after its creation. */
  function found() {
    const log = createLog()
    log.run('in_progress')
    log.run('completed', {}, 1_000)
    const [first, end] = log.events
    return { first: { ...asked(first!), notBefore: START - 60_000 }, end: asked(end!) }
  }

  it('is unknown until it was first seen, not queued', () => {
    const { first, end } = found()
    const life = lifeOf([first, end])
    expect(life.unseen).toEqual({ from: START, to: START })
    expect([life.from, life.to]).toEqual([START, START + 1_000])
    expect(life.segments[0]).toMatchObject({
      status: 'in_progress',
      from: START,
      softness: 'both',
      fromNotBefore: null,
    })
    expect(life.dwell).toEqual({ in_progress: 1_000, completed: 0 })
  })

  it('is unknown from the second of its creation on where nothing is known more exactly', () => {
    const { first, end } = found()
    const { notBefore: _, ...late } = { ...first, at: START + 300 }
    expect(lifeOf([late, { ...end, at: START + 900 }]).unseen).toEqual({ from: START, to: START + 300 })
  })

  it('is none that was seen from its beginning', () => {
    expect(lifeOf(textRun()).unseen).toBeNull()
  })
})

describe('a move that the protocol does not know', () => {
  const entriesOf = (source: LoggedEvent['source']) => {
    const log = createLog()
    start(log)
    log.run('requires_action')
    log.run('completed')
    const events = log.events.map((event, index) => (index === log.events.length - 1 ? { ...event, source } : event))
    return lifeOf(events).segments.map(({ entry }) => entry)
  }

  it.each(['poll', 'response', 'import'] as const)('is a gap where it was found out (%s)', (source) => {
    expect(entriesOf(source)).toEqual(['legal', 'legal', 'legal', 'unseen'])
  })

  it.each(['engine', 'stream'] as const)('is not allowed where all of it was seen (%s)', (source) => {
    expect(entriesOf(source)).toEqual(['legal', 'legal', 'legal', 'illegal'])
  })
})
