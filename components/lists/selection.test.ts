import { describe, expect, it } from 'vitest'
import { noSelection, select, type SelectionMove } from './selection'

const ids = ['a', 'b', 'c', 'd', 'e']
const after = (...moves: SelectionMove[]) => moves.reduce((state, move) => select(state, ids, move), noSelection)
const chosen = (...moves: SelectionMove[]) => [...after(...moves).chosen].sort().join('')

describe('a selection', () => {
  it('moves within the list and chooses nothing by that', () => {
    expect(after({ type: 'go', to: 9 }).at).toBe(4)
    expect(after({ type: 'go', to: -3 }).at).toBe(0)
    expect(chosen({ type: 'go', to: 2 })).toBe('')
  })

  it('grows and shrinks from where it began', () => {
    const start: SelectionMove = { type: 'go', to: 2 }
    expect(chosen(start, { type: 'extend', to: 3 }, { type: 'extend', to: 4 })).toBe('cde')
    expect(chosen(start, { type: 'extend', to: 4 }, { type: 'extend', to: 3 })).toBe('cd')
    expect(chosen(start, { type: 'extend', to: 4 }, { type: 'extend', to: 0 })).toBe('abc')
    expect(chosen(start, { type: 'extend', to: 9 })).toBe('cde')
  })

  it('keeps what was chosen before a range', () => {
    expect(chosen({ type: 'toggle', to: 0 }, { type: 'go', to: 3 }, { type: 'extend', to: 4 })).toBe('ade')
    expect(chosen({ type: 'toggle', to: 1 }, { type: 'extend', to: 3 }), 'from the row pressed last').toBe('bcd')
  })

  it('toggles, takes all and lets go', () => {
    expect(chosen({ type: 'toggle', to: 1 }, { type: 'toggle', to: 1 })).toBe('')
    expect(chosen({ type: 'all' })).toBe('abcde')
    expect(chosen({ type: 'all' }, { type: 'toggle', to: 0 })).toBe('bcde')
    expect(chosen({ type: 'all' }, { type: 'none' })).toBe('')
    expect(chosen({ type: 'all' }, { type: 'forget', ids: new Set(['a', 'e', 'x']) })).toBe('bcd')
  })

  it('stands on nothing in an empty list', () => {
    expect(select(noSelection, [], { type: 'toggle', to: 0 })).toMatchObject({ at: 0, chosen: new Set() })
    expect(select(noSelection, [], { type: 'extend', to: 1 }).chosen.size).toBe(0)
  })
})
