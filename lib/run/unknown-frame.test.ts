import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold } from './fold'
import { isOnWire } from './step-notes'
import { runOf, textRun, toolRun } from './testing/log'
import { asLogged, isKnown, unknownEvent } from './unknown-frame'

/** As a later version may have written it. */
const later = (event: string, data: unknown) => ({ event, data, seq: 3, at: 5, source: 'stream' }) as LoggedEvent

describe('a frame that is not known', () => {
  it('is kept as it was sent, and says so when that is too much', () => {
    expect(unknownEvent('run_paused', '{"until":7}').data).toEqual({
      object: 'playground.unknown',
      event: 'run_paused',
      data: '{"until":7}',
    })
    const { data, whole_length } = unknownEvent('x', `${'.'.repeat(16_383)}👋!`).data
    expect([data.length, whole_length], 'half a pair is no character').toEqual([16_383, 16_386])
  })

  it('stands in the log and changes nothing else, and is in no stream of the wire', () => {
    const events = textRun()
    const unknown: LoggedEvent = { ...unknownEvent('run_paused', '{'), seq: events.length + 1, at: 0, source: 'stream' }
    const before = fold(emptyView, events)
    const { log, lastSeq, ...rest } = fold(before, [unknown])
    expect(rest).toEqual({ ...before, log: undefined, lastSeq: undefined })
    expect(log.at(-1)).toMatchObject({ event: 'playground.unknown', data: { event: 'run_paused' } })
    expect(lastSeq).toBe(unknown.seq)
    expect(isOnWire(unknown)).toBe(false)
  })
})

describe('an entry of a log', () => {
  it('reads as it was written', () => {
    for (const event of [...textRun(), ...toolRun()]) expect(asLogged(event)).toBe(event)
    const error: LoggedEvent = { ...later('error', { error: { message: 'x' } }) }
    expect(isKnown(error)).toBe(true)
  })

  it.each([
    ['thread.run.paused', { ...runOf(), status: 'paused' }],
    ['thread.run.queued', { id: 'run_1', object: 'thread.run.v3' }],
    ['playground.thought', { object: 'playground.thought' }],
    ['thread.message.delta', 'words'],
    ['thread.run.queued', null],
  ])('%s of a later version, or in another shape, reads as unknown: %j', (event, data) => {
    expect(asLogged(later(event, data))).toEqual({
      event: 'playground.unknown',
      data: { object: 'playground.unknown', event, data: JSON.stringify(data) },
      seq: 3,
      at: 5,
      source: 'stream',
    })
  })
})
