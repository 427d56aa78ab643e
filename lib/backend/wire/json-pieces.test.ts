import { expect, it } from 'vitest'
import { jsonAnswer } from './json-answer'
import { jsonPiecesOf } from './json-pieces'

const long = 'a "long" text, 很长的文字 🙂\n'.repeat(20_000)

it.each([
  { a: 1, b: undefined, c: null },
  { only: undefined, long },
  { [long]: [long, undefined, { long }, []], nothing: undefined },
  [long],
  long,
])('writes what JSON.stringify writes', (value) => {
  expect([...jsonPiecesOf(value)].join('')).toBe(JSON.stringify(value))
})

it('never makes a text of all of it', () => {
  const value = { content: Array.from({ length: 10 }, () => ({ text: long })) }
  for (const piece of jsonPiecesOf(value)) expect(piece.length).toBeLessThan(200_000)
})

it.each([{ text: long }, { text: long.repeat(3) }])('answers as others do', async (value) => {
  const response = jsonAnswer(value)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.text()).toBe(JSON.stringify(value))
})

it('says how long a large answer is', async () => {
  const response = jsonAnswer({ text: long.repeat(3) })
  expect(Number(response.headers.get('content-length'))).toBe((await response.arrayBuffer()).byteLength)
})
