import { describe, expect, it } from 'vitest'
import { fuse } from './fuse'
import { nearest } from './nearest'
import { rankPostings } from './rank-postings'

describe('by their terms', () => {
  const collection = { chunks: 10, averageLength: 10, chunksWith: (term: string) => (term === 'rare' ? 1 : 6) }
  const posting = (term: string, chunk: string, tf: number) => ({ term, chunk, tf, length: 10 })

  it('chunks with rare terms and with more of them come first, and scores stay below 1', () => {
    const postings = [
      posting('often', 'a', 1),
      posting('often', 'b', 500),
      posting('rare', 'c', 500),
      posting('x', 'd', 9),
    ]
    const ranked = rankPostings(['often', 'rare', 'rare'], collection, postings)
    expect(ranked.map(({ item }) => item)).toEqual(['c', 'b', 'a'])
    for (const { score } of ranked) expect(score).toSatisfy((it: number) => it > 0 && it < 1)
  })

  it('of nothing there is nothing', () => {
    expect(rankPostings([], collection, [posting('a', 'a', 1)])).toEqual([])
  })
})

it('rankings are joined by their ranks', () => {
  const fused = fuse([
    ['a', 'b', 'c'],
    ['b', 'd', 'b'],
  ])
  expect(fused.map(({ item }) => item)).toEqual(['b', 'a', 'd', 'c'])
  expect(fuse([['a'], ['a']])).toEqual([{ item: 'a', score: 1 }])
  expect(fuse([])).toEqual([])
})

it('the nearest vectors are found', () => {
  const matrix = Float32Array.from([1, 0, 0, 1, 2, 2, 0, 0, -1, 0])
  const found = nearest(Float32Array.from([1, 0]), matrix, 3)
  expect(found.map(({ item }) => item)).toEqual([0, 2, 1])
  expect(found[1]?.score).toBeCloseTo(Math.SQRT1_2)
  expect(() => nearest(Float32Array.from([1, 0, 0]), matrix, 3)).toThrow(RangeError)
})
