import { expect, it } from 'vitest'
import { choicesOf, MAX_VIEWS, viewsIn, withView } from './saved-views'

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
