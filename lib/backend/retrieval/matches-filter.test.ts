import { expect, it } from 'vitest'
import { matchesFilter, type AttributeFilter } from './matches-filter'

const attributes = { year: 2024, lang: 'zh', draft: false, date: '2024-05-01' }

it.each<readonly [AttributeFilter, boolean]>([
  [{ type: 'eq', key: 'lang', value: 'zh' }, true],
  [{ type: 'eq', key: 'year', value: '2024' }, false],
  [{ type: 'eq', key: 'draft', value: false }, true],
  [{ type: 'eq', key: 'toString', value: 'x' }, false],
  [{ type: 'ne', key: 'lang', value: 'en' }, true],
  [{ type: 'ne', key: 'missing', value: 'en' }, true],
  [{ type: 'gt', key: 'year', value: 2023 }, true],
  [{ type: 'gt', key: 'year', value: 2024 }, false],
  [{ type: 'gte', key: 'year', value: 2024 }, true],
  [{ type: 'lt', key: 'date', value: '2024-06-01' }, true],
  [{ type: 'lte', key: 'date', value: 5 }, false],
  [{ type: 'lt', key: 'missing', value: 5 }, false],
  [{ type: 'in', key: 'lang', value: ['en', 'zh'] }, true],
  [{ type: 'in', key: 'lang', value: [] }, false],
  [{ type: 'nin', key: 'lang', value: ['en', 'zh'] }, false],
  [{ type: 'nin', key: 'missing', value: ['en'] }, true],
  [{ type: 'and', filters: [] }, true],
  [{ type: 'or', filters: [] }, false],
  [
    {
      type: 'or',
      filters: [
        { type: 'eq', key: 'lang', value: 'en' },
        { type: 'and', filters: [{ type: 'gte', key: 'year', value: 2024 }] },
      ],
    },
    true,
  ],
])('%j', (filter, passes) => {
  expect(matchesFilter(attributes, filter)).toBe(passes)
})

it('without attributes only what asks for none passes', () => {
  expect(matchesFilter(null, { type: 'eq', key: 'a', value: 1 })).toBe(false)
  expect(matchesFilter(undefined, { type: 'nin', key: 'a', value: [1] })).toBe(true)
})
