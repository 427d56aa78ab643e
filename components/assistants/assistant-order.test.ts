import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { byName } from './assistant-order'

const named = (name: string | null) => ({ name }) as Assistant
const sorted = (names: readonly (string | null)[], order: 'asc' | 'desc', locale = 'en') =>
  byName(names.map(named), order, locale).map(({ name }) => name)

describe('assistants by name', () => {
  it('stand as the language orders names, numbers by their worth', () => {
    expect(sorted(['beta', 'Agent 10', 'Émile', 'agent 9', 'Fritz'], 'asc')).toEqual([
      'agent 9',
      'Agent 10',
      'beta',
      'Émile',
      'Fritz',
    ])
    expect(sorted(['周', '阿', '王'], 'asc', 'zh-CN')).toEqual(['阿', '王', '周'])
  })

  it('without one come last, whichever way round', () => {
    expect(sorted([null, 'a', '', 'b'], 'asc')).toEqual(['a', 'b', null, ''])
    expect(sorted([null, 'a', '', 'b'], 'desc')).toEqual(['b', 'a', null, ''])
  })
})
