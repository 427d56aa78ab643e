import { expect, it } from 'vitest'
import { choicesOf, isTaken, MAX_VIEWS, renamedView, viewsIn, withDefault, withView } from './saved-views'

const failed = { name: 'Failed', search: 'status=failed&sort=tokens' }

it('reads what was remembered and nothing else', () => {
  expect(viewsIn(JSON.stringify([failed, null, { name: 1, search: '' }, 'x']))).toEqual([failed])
  for (const text of ['', '{}', 'null', '[', '"a"']) expect(viewsIn(text)).toEqual([])
})

it('replaces one of the same name, and keeps so many', () => {
  expect(withView([failed], { ...failed, search: '' })).toEqual([{ name: 'Failed', search: '' }])
  const many = Array.from({ length: MAX_VIEWS }, (_, index) => ({ name: String(index), search: '' }))
  expect(withView(many, failed)).toHaveLength(MAX_VIEWS)
})

it('takes away the choices that it does not have', () => {
  expect(choicesOf(failed, 'q=pears&status=expired')).toEqual({ q: '', status: 'failed', sort: 'tokens' })
})

it('gives one another name, unless another has it', () => {
  const mine = { name: '我的 🍐', search: 'q=pears' }
  expect(renamedView([failed, mine], mine, ' Pears ')).toEqual([failed, { ...mine, name: 'Pears' }])
  expect(isTaken([failed, mine], mine, ' Failed ')).toBe(true)
  expect(isTaken([failed, mine], mine, mine.name)).toBe(false)
  for (const name of ['', ' ', 'Failed']) expect(renamedView([failed, mine], mine, name)).toEqual([failed, mine])
})

it('opens with one of them at most, which stays so when it is saved anew', () => {
  const mine = { name: 'Mine', search: 'q=pears' }
  const views = withDefault(withDefault([failed, mine], failed), { ...mine })
  expect(views.some(({ isDefault }) => isDefault)).toBe(false)
  const chosen = withDefault([{ ...failed, isDefault: true }, mine], mine)
  expect(chosen).toEqual([failed, { ...mine, isDefault: true }])
  expect(withView(chosen, { name: 'Mine', search: '' })).toEqual([
    failed,
    { name: 'Mine', search: '', isDefault: true },
  ])
  expect(withDefault(chosen, null)).toEqual([failed, mine])
})
