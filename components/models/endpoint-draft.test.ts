import { describe, expect, it } from 'vitest'
import { changesOf, createBodyOf, draftOf, emptyDraft, emptyRow, isOffered, modelsOf, toggled } from './endpoint-draft'
import { priceOf, priceProblemsOf } from './price-draft'

const draft = { ...emptyDraft, name: 'Ours', url: 'https://x.test/v1' }

const stored = {
  ...({
    id: '1',
    name: 'Ours',
    origin: 'page',
    api: 'chat_completions',
    base_url: 'https://x.test/v1',
    has_key: true,
    is_locked: false,
    code_interpreter: 'ours',
  } as const),
  ...{ header_names: [], any_other: null, last_tests: [], models: [{ name: 'gpt-4o', upstream_name: 'llama3.1:8b' }] },
}

describe('modelsOf', () => {
  it('takes a row with one name for both, and leaves out empty rows', () => {
    const models = [
      { ...emptyRow, name: 'a' },
      { ...emptyRow, name: ' ' },
      { ...emptyRow, there: 'b' },
      { ...emptyRow, name: 'c', there: ' d ' },
    ]
    expect(modelsOf({ ...draft, models })).toEqual([
      { name: 'a', upstream_name: 'a' },
      { name: 'b', upstream_name: 'b' },
      { name: 'c', upstream_name: 'd' },
    ])
  })
})

it('says what is wrong with a price at its field', () => {
  const price = { input: '1000000000', output: '', cached_input: '1.1234567', currency: '€€' }
  const problems = { input: 'large', output: 'missing', cached_input: 'decimals', currency: 'currency' }
  expect(priceProblemsOf(price)).toEqual(problems)
  expect(priceProblemsOf({ ...emptyRow.price, currency: '€€' }), 'nothing was priced').toEqual({})
  expect(priceProblemsOf({ ...emptyRow.price, input: '0,15', output: '1', currency: 'usd' })).toEqual({})
  expect(priceOf({ ...emptyRow.price, input: '1', output: '1', currency: 'usd' })?.currency).toBe('USD')
})

it('sends a price where some of it was typed', () => {
  const price = { input: ' 0,15 ', output: '0.6', cached_input: '', currency: '' }
  const priced = { currency: 'USD', input: '0.15', output: '0.6' }
  expect(modelsOf({ ...draft, models: [{ ...emptyRow, name: 'a', price }] })[0]?.price).toEqual(priced)
  const typed = { ...price, cached_input: '0.1', currency: 'CNY' }
  const stored = { name: 'a', upstream_name: 'a', price: { ...priced, currency: 'CNY', cached_input: '0.1' } }
  expect(modelsOf({ ...draft, models: [{ ...emptyRow, name: 'a', price: typed }] })).toEqual([stored])
  expect(
    modelsOf({ ...draft, models: [{ ...emptyRow, name: 'a', price: { ...price, input: '', output: '' } }] }),
  ).toEqual([{ name: 'a', upstream_name: 'a' }])
})

it('sends a key and headers only when they were typed', () => {
  expect(createBodyOf(draft)).toEqual({
    name: 'Ours',
    api: 'chat_completions',
    base_url: 'https://x.test/v1',
    models: [],
  })
  expect(createBodyOf({ ...draft, key: 'k', headers: 'x-a: 1' })).toMatchObject({ key: 'k', headers: { 'x-a': '1' } })
  expect(changesOf(draftOf(stored), stored)).toEqual({ models: stored.models })
  expect(changesOf({ ...draftOf(stored), api: 'responses' }, stored)).toMatchObject({ api: 'responses' })
  expect(changesOf({ ...draftOf(stored), key: 'k' }, stored)).toMatchObject({ key: 'k' })
})

it('offers a listed model, also under another name, and takes it back', () => {
  const before = draftOf(stored)
  expect(isOffered(before, 'llama3.1:8b')).toBe(true)
  expect(toggled(before, 'llama3.1:8b')).toEqual([])
  expect(toggled(before, 'other')).toContainEqual({ ...emptyRow, name: 'other' })
})
