import { expect, it } from 'vitest'
import { paramsOf, searchBodyOf, settingsIn, type SearchSettings } from './search-settings'

const usual: SearchSettings = { most: 10, least: 0, isByWords: false, filter: '' }
const strict: SearchSettings = {
  most: 3,
  least: 0.25,
  isByWords: true,
  filter: '{"type":"eq","key":"year","value":2025}',
}

it.each([usual, strict])('keeps settings in the address, each side by itself', (settings) => {
  const params = new URLSearchParams({ ...paramsOf(settings, 'first'), ...paramsOf(usual, 'second') })
  expect(settingsIn(params, 'first')).toEqual(settings)
  expect(settingsIn(params, 'second')).toEqual(usual)
})

it('takes what makes no sense in an address as usual', () => {
  const params = new URLSearchParams({
    n: '0',
    min: '2',
    rank: 'best',
    attr: '{"type":"and","filters":[{"type":"or"}]}',
  })
  expect(settingsIn(params, 'first')).toEqual(usual)
})

it('asks the wire for what differs from the usual', () => {
  expect(searchBodyOf('hotels', usual)).toEqual({ query: 'hotels', max_num_results: 10 })
  expect(searchBodyOf('hotels', strict)).toEqual({
    query: 'hotels',
    max_num_results: 3,
    filters: { type: 'eq', key: 'year', value: 2025 },
    ranking_options: { ranker: 'none', score_threshold: 0.25 },
  })
})
