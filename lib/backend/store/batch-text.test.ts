import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { anyText } from '@/lib/run/testing/any-text'
import { runOf } from '@/lib/run/testing/log'
import { batchIn, batchText } from './batch-text'

const at = 1_760_000_000_000
const word = (value: string, seq: number, id = 'msg_1'): LoggedEvent => ({
  event: 'thread.message.delta',
  data: { id, object: 'thread.message.delta', delta: { content: [{ index: 0, type: 'text', text: { value } }] } },
  source: 'stream',
  seq,
  at: at + seq,
})
const run: LoggedEvent = { event: 'thread.run.queued', data: runOf(), source: 'stream', seq: 1, at }

describe('the text of a batch', () => {
  it('holds the same events, whatever they say and wherever letters repeat', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText(), fc.constantFrom('msg_1', 'msg_2')), { maxLength: 12 }), (words) => {
        const events = [run, ...words.map(([text, id], index) => word(text, index + 2, id))]
        expect(batchIn(batchText(events))).toEqual(events)
      }),
    )
  })

  it('keeps windows, sources and what deltas have besides', () => {
    const odd = (seq: number, more: object) => ({ ...word('a', seq), ...more }) as LoggedEvent
    const events = [
      ...[1, 2, 3].map((seq) => odd(seq, { data: { ...word('a', seq).data, extra: { seq } } })),
      ...[4, 5, 6].map((seq) => odd(seq, { notBefore: at })),
      ...[7, 8, 9].map((seq) => odd(seq, { source: 'poll' })),
    ]
    expect(batchIn(batchText(events))).toEqual(events)
  })

  it('takes a fraction of what its events would one by one, and still names what they are about', () => {
    const events = Array.from({ length: 400 }, (_, index) => word('word ', index + 1))
    const text = batchText(events)
    expect(text.length).toBeLessThan(JSON.stringify(events).length / 10)
    expect(text).toContain('msg_1')
  })

  it('is no shorter where much is the same, so that its size tells what it holds', () => {
    const events = Array.from({ length: 10 }, (_, index) => word('x'.repeat(2_000), index + 1))
    const text = batchText(events)
    expect(text.length).toBeGreaterThan(20_000)
    expect(batchIn(text)).toEqual(events)
  })

  it('is read as it was written before rows were', () => {
    const events = [run, word('a', 2), word('b', 3), word('c', 4)]
    expect(batchIn(JSON.stringify(events))).toEqual(events)
  })

  it('is none where it is damaged', () => {
    const text = batchText([word('a', 1), word('b', 2), word('c', 3)])
    expect(batchIn(text.slice(1))).toBeUndefined()
    expect(batchIn(text.replace('"parts":["a"', '"parts":["\\""'))).not.toEqual(batchIn(text))
    expect(batchIn('7')).toBe(7)
  })
})
