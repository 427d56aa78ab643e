import { describe, expect, it } from 'vitest'
import { emptyDraft, type AssistantDraft } from './assistant-draft'
import { toJson } from './function-draft'
import { advanceBase, mergeDrafts, settle, settingId } from './merge-drafts'

const fn = (key: string, description = '') => ({ key, source: toJson({ name: key, description }) })
const pair = (key: string, value: string) => ({ key, value })
const base: AssistantDraft = {
  ...emptyDraft('scripted'),
  name: 'Desk',
  instructions: 'Be kind.',
  functions: [fn('find'), fn('book')],
  metadata: [pair('team', 'shop'), pair('stage', 'test')],
}

describe('mergeDrafts', () => {
  it('puts together what each has changed alone', () => {
    const theirs = {
      ...base,
      instructions: 'Be brief.',
      functions: [fn('find'), fn('book', 'Books'), fn('pay')],
      metadata: [pair('team', 'shop'), pair('stage', 'live')],
    }
    const mine = { ...base, name: 'Help', functions: [fn('find', 'Finds')], metadata: [pair('stage', 'test')] }
    // What was removed by one and left alone by the other is removed.
    const removed = { ...mine, functions: [fn('find', 'Finds'), fn('book')] }
    expect(mergeDrafts({ base, theirs, mine: removed })).toEqual({
      draft: {
        ...base,
        name: 'Help',
        instructions: 'Be brief.',
        functions: [fn('find', 'Finds'), fn('book', 'Books'), fn('pay')],
        metadata: [pair('stage', 'live')],
      },
      conflicts: [],
    })
  })

  it('shows what both have changed as it was typed, and tells it', () => {
    const theirs = { ...base, name: 'Theirs', functions: [fn('find', 'Theirs')], temperature: 1, metadata: [] }
    const mine = {
      ...base,
      name: 'Mine',
      functions: [fn('book', 'Mine')],
      temperature: 1,
      metadata: [pair('team', 'a')],
    }
    const { draft, conflicts } = mergeDrafts({ base, theirs, mine })
    expect(draft).toMatchObject({ name: 'Mine', functions: [fn('book', 'Mine')], temperature: 1 })
    expect(conflicts.map(({ kind, key, theirs: their, mine: my }) => [kind, key, their, my])).toEqual([
      ['name', '', 'Theirs', 'Mine'],
      ['function', 'find', fn('find', 'Theirs').source, null],
      ['function', 'book', null, fn('book', 'Mine').source],
      ['metadata', 'team', null, 'a'],
    ])
  })

  it('merges the tools and what they work with', () => {
    const theirs = { ...base, otherTools: [{ type: 'file_search' as const }], stores: ['vs_1'], codeFiles: ['file-1'] }
    const mine = { ...base, codeFiles: ['file-2'] }
    const { draft, conflicts } = mergeDrafts({ base, theirs, mine })
    expect(draft).toEqual({ ...theirs, codeFiles: ['file-2'] })
    expect(conflicts).toEqual([{ kind: 'codeFiles', key: '', theirs: 'file-1', mine: 'file-2' }])
  })

  it('does not mind how JSON is laid out', () => {
    const mine = { ...base, functions: [{ key: 'find', source: '{"name":"find","description":""}' }, fn('book')] }
    const theirs = { ...base, functions: [fn('find', 'Finds'), fn('book')] }
    expect(mergeDrafts({ base, theirs, mine })).toEqual({ draft: theirs, conflicts: [] })
  })
})

describe('advanceBase', () => {
  it('keeps a conflict while more is typed, and takes no change of theirs for one of ours', () => {
    const theirs = { ...base, name: 'Theirs', instructions: 'Be brief.' }
    const { draft } = mergeDrafts({ base, theirs, mine: { ...base, name: 'Mine' } })
    const mine = { ...draft, name: 'Mine!' }
    const next = advanceBase({ base, theirs, mine })
    expect([next.name, next.instructions]).toEqual(['Desk', 'Be brief.'])
    const later = mergeDrafts({ base: next, theirs: { ...theirs, instructions: 'Be briefer.' }, mine })
    expect(later.draft.instructions).toBe('Be briefer.')
    expect(later.conflicts.map(({ kind }) => kind)).toEqual(['name'])
  })
})

describe('settle', () => {
  it('takes theirs or ours, and leaves nothing to choose', () => {
    const theirs = { ...base, name: 'Theirs', instructions: 'Theirs', functions: [fn('find', 'Theirs'), fn('book')] }
    const mine = { ...base, name: 'Mine', instructions: 'Mine', functions: [fn('book')] }
    const { conflicts } = mergeDrafts({ base, theirs, mine })
    expect(conflicts).toHaveLength(3)
    const asTheirs = new Set(conflicts.filter(({ kind }) => kind !== 'name').map(settingId))
    const settled = mergeDrafts({ theirs, ...settle({ base, theirs, mine }, asTheirs) })
    expect(settled.conflicts).toEqual([])
    expect(settled.draft).toMatchObject({ name: 'Mine', instructions: 'Theirs' })
    expect(settled.draft.functions).toEqual([fn('book'), fn('find', 'Theirs')])
  })
})
