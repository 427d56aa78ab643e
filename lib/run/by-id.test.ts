import { expect, it } from 'vitest'
import { addById, allById, byId, type ById, mapById, setById, toById } from './by-id'

const ids = Array.from({ length: 200 }, (_, index) => `id_${index}`)
const things = toById(ids.map((id) => [id, id.length] as const))

it('finds things by their ids, and has them in the order in which they came', () => {
  expect(ids.map((id) => byId(things, id))).toEqual(ids.map((id) => id.length))
  expect([byId(things, 'id_200'), byId(things, 'constructor'), byId([], 'id_1')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([...mapById(things).keys()]).toEqual(ids)
  expect(allById(things)).toEqual(ids.map((id) => id.length))
})

it('has another thing under an id in the same place, and leaves what it was given as it was', () => {
  const changed = setById(things, { id: 'id_7', value: 0 }, new Set())
  expect([byId(changed, 'id_7'), byId(things, 'id_7')]).toEqual([0, 4])
  expect([...mapById(changed).keys()]).toEqual(ids)
})

it('copies one block for a change, and none twice that is the caller’s own', () => {
  const own = new Set<object>()
  const added = addById(things, { id: 'new', value: 1 }, own)
  expect(sharedBy(things, added)).toBe(things.length - 1)
  const again = setById(added, { id: 'new', value: 2 }, own)
  expect(again).toBe(added)
  expect(byId(again, 'new')).toBe(2)
})

const sharedBy = <T>(some: ById<T>, others: ById<T>) => others.filter((block) => some.includes(block)).length
