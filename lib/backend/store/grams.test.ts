import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slotsOf, slotsWithin } from './grams'

describe('grams', () => {
  it('of a part are those of every text that contains it', () => {
    const unit = fc.constantFrom('a', 'b', 'é', '界', '書', '😀', 'ร', ' ')
    const text = fc.string({ unit, maxLength: 60 })
    fc.assert(
      fc.property(text, text, text, (before, part, after) => {
        const slots = new Set(slotsOf(before + part + after))
        expect(slotsWithin(part).filter((slot) => !slots.has(slot))).toEqual([])
      }),
    )
  })

  it('are the numbers that stored indexes were made with', () => {
    expect([slotsOf('ab'), slotsWithin('書'), slotsWithin('order')]).toEqual([
      [54_495, 49_439, 62_348],
      [4_029],
      [57_141, 51_812, 14_149],
    ])
  })

  it('of a long part are few, from all of it', () => {
    const part = Array.from({ length: 400 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('')
    const slots = slotsWithin(part)
    expect(slots.length).toBe(8)
    expect(slots).toContain(slotsWithin(part.slice(-4)).at(-1))
  })
})
