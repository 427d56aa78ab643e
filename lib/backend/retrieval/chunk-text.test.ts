import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from '@/lib/run/testing/any-text'
import { countTokens } from '@/lib/run/tokens'
import { AUTO_CHUNKING, chunkText } from './chunk-text'

const cut = (text: string, maxTokens: number, overlapTokens: number) => [
  ...chunkText(text, { maxTokens, overlapTokens }),
]

it('a short text is one chunk, a blank one none', () => {
  expect([...chunkText('  Hello there. \n')]).toEqual([{ text: 'Hello there.', start: 2, end: 14, tokens: 4 }])
  expect([...chunkText(' \n ')]).toEqual([])
})

const sign = fc.oneof(fc.constantFrom(...'a b。\n.𠀀你1!'), anyText({ maxLength: 3 }))

it('chunks are pieces of the text that leave nothing out, whatever it is', () => {
  const texts = fc.array(sign, { maxLength: 200 }).map((signs) => signs.join('').toWellFormed())
  const sizes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }))
  fc.assert(
    fc.property(texts, sizes, (text, [most, overlap]) => {
      let [covered, last] = [0, -1]
      for (const chunk of cut(text, most, overlap)) {
        expect(chunk.text).toBe(text.slice(chunk.start, chunk.end))
        expect(chunk.text.isWellFormed()).toBe(true)
        expect(chunk.tokens).toBeLessThanOrEqual(most)
        expect(chunk.start).toBeGreaterThan(last)
        expect(text.slice(covered, Math.max(covered, chunk.start)).trim()).toBe('')
        ;[covered, last] = [Math.max(covered, chunk.end), chunk.start]
      }
      expect(text.slice(covered).trim()).toBe('')
    }),
    { numRuns: 500 },
  )
})

it('chunks end where something ends, and begin with the end of the one before', () => {
  const sentence = (at: number) => `Sentence number ${at} has a few words.`
  const text = Array.from({ length: 400 }, (_, at) => sentence(at)).join(' ')
  const chunks = [...chunkText(text)]
  expect(chunks.length).toBeGreaterThan(5)
  for (const [at, chunk] of chunks.entries()) {
    expect(chunk.text).toMatch(/^Sentence.*words\.$/s)
    const shared = (chunks[at - 1]?.end ?? chunk.start) - chunk.start
    if (at > 0) expect(countTokens(chunk.text.slice(0, shared))).toBeGreaterThan(AUTO_CHUNKING.overlapTokens / 2)
  }
  expect(cut('一句话。另一句话。第三句话', 5, 0).map((chunk) => chunk.text)).toEqual([
    '一句话。',
    '另一句话。',
    '第三句话',
  ])
})

it('a long row of spaces makes no huge chunk, and takes no long time', () => {
  const chunks = cut(`a${' '.repeat(1_000_000)}b`, 800, 400)
  expect(chunks.map(({ text }) => text)).toEqual(['a', 'b'])
})
