import { describe, expect, it } from 'vitest'
import type { ConnectionSettings } from '@/lib/protocol/connection'
import { changesOf, createBodyOf, draftOf, emptyDraft, wrongHeaderLine } from './connection-draft'

const draft = { ...emptyDraft, name: 'Azure', url: 'https://x.test', key: 'k' }

describe('createBodyOf', () => {
  it('sends only what the kind has', () => {
    const all = { ...draft, apiVersion: 'v', organization: 'o', project: 'p' }
    expect(createBodyOf({ ...all, kind: 'azure' })).toEqual({
      ...{ kind: 'azure', name: 'Azure', url: 'https://x.test', key: 'k', api_version: 'v' },
    })
    expect(createBodyOf(all)).toMatchObject({ organization: 'o', project: 'p' })
    expect(createBodyOf(all)).not.toHaveProperty('api_version')
  })

  it('reads headers, a line each', () => {
    expect(createBodyOf({ ...draft, headers: 'X-A: 1\n\n  x-b : two: 2 ' }).headers).toEqual({
      'X-A': '1',
      'x-b': 'two: 2',
    })
    expect(createBodyOf({ ...draft, key: '' })).not.toHaveProperty('key')
  })
})

describe('wrongHeaderLine', () => {
  it.each([
    ['', undefined],
    ['a: b', undefined],
    ['a: b\nwords', 2],
    [': b', 1],
  ])('%j → %s', (text, line) => expect(wrongHeaderLine(text)).toBe(line))
})

describe('changesOf', () => {
  const stored = {
    ...{ id: 'azure', kind: 'azure', name: 'Azure', url: 'https://x.test', api_version: 'v', has_key: true },
    ...{ organization: null, project: null },
  } as unknown as ConnectionSettings

  it('sends what differs', () => {
    expect(changesOf(draftOf(stored), stored)).toEqual({})
    expect(changesOf({ ...draftOf(stored), name: 'B', apiVersion: '', key: 'new' }, stored)).toEqual({
      ...{ name: 'B', api_version: null, key: 'new' },
    })
  })
})
