import { describe, expect, it } from 'vitest'
import { bytesOf, families, familyCountsOf, logLinesOf } from './log-lines'
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { textRun, toolRun } from '@/lib/run/testing/log'
import { unknownEvent } from '@/lib/run/unknown-frame'
import { stepOfEvent } from './step-of-event'

const events = toolRun()
const all = { hidden: [], deltas: 'each' } as const

describe('logLinesOf', () => {
  it('has a line an event', () => {
    expect(logLinesOf(events, all).map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq))
  })

  it('joins deltas of one object that came in a row, and loses none', () => {
    const lines = logLinesOf(events, { ...all, deltas: 'joined' })
    const deltas = lines.filter(({ event }) => event.endsWith('.delta'))
    expect(deltas.map(({ event, events: own }) => [event, own.length])).toEqual([
      ['thread.run.step.delta', 10],
      ['thread.message.delta', 3],
    ])
    expect(lines.flatMap((line) => line.events)).toEqual(events)
    lines.forEach((line, index) => expect(line.seq).toBe((lines[index - 1]?.lastSeq ?? 0) + 1))
  })

  it.each(families)('leaves %s out when they are hidden', (family) => {
    const counts = familyCountsOf(events)
    const lines = logLinesOf(events, { ...all, hidden: [family] })
    expect(lines).toHaveLength(events.length - counts[family])
    expect(familyCountsOf(lines.flatMap((line) => line.events))[family]).toBe(0)
  })
})

it('what is not known is a line of its own, under the name that it came under', () => {
  const frame: LoggedEvent = { ...unknownEvent('run_paused', '{'), seq: events.length + 1, at: 0, source: 'stream' }
  const lines = logLinesOf([...events, frame], { ...all, deltas: 'joined' })
  expect(lines.at(-1)).toMatchObject({ event: 'run_paused', events: [frame] })
  expect(familyCountsOf([frame])).toMatchObject({ unknown: 1 })
  expect(stepOfEvent(fold(emptyView, [...events, frame]), frame)).toBeNull()
})

it('familyCountsOf counts each event once', () => {
  const counts = familyCountsOf(events)
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(events.length)
  expect(counts).toMatchObject({ error: 0, message: 3 })
})

it('bytesOf counts bytes and not characters', () => {
  const [line] = logLinesOf(textRun(['你好']), { hidden: ['run', 'step', 'message'], deltas: 'each' })
  const data = JSON.stringify(line?.events[0]?.data)
  expect(line && bytesOf(line)).toBe(data.length + 4)
})
