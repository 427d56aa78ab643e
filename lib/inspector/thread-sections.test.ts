import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sectionsOf } from './thread-sections'

const entriesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `entry ${first + index}` }))

const placesOf = (sections: ReturnType<typeof sectionsOf>) =>
  new Map(sections.flatMap(({ key, entries }) => entries.map(({ id }) => [id, key])))

describe('sectionsOf', () => {
  it('has no sections for nothing', () => {
    expect(sectionsOf([], undefined)).toEqual([])
  })

  it('counts from the first entry while there is no anchor', () => {
    const sections = sectionsOf(entriesFrom(0, 40), 'gone')
    expect(sections.map(({ key, entries }) => [key, entries.length])).toEqual([
      [0, 16],
      [1, 16],
      [2, 8],
    ])
  })

  it('keeps every entry, in order, in the section that it had, whatever comes in before and after', () => {
    const some = fc.integer({ min: 1, max: 200 })
    const more = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(some, more, more, (count, older, newer) => {
        const before = sectionsOf(entriesFrom(0, count), 'entry 0')
        const all = entriesFrom(-older, older + count + newer)
        const after = sectionsOf(all, 'entry 0')
        expect(after.flatMap(({ entries }) => entries)).toEqual(all)
        const places = placesOf(after)
        for (const [id, key] of placesOf(before)) expect(places.get(id)).toBe(key)
        expect(new Set(after.map(({ key }) => key)).size).toBe(after.length)
      }),
    )
  })
})
