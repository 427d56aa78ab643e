import { expect, test } from 'vitest'
import { spokenAnswerOf } from './spoken-answer'

const said = (value: string, status: 'completed' | 'incomplete' = 'completed') => ({
  status,
  content: [{ type: 'text' as const, text: { value, annotations: [] } }],
})

test('an answer is spoken without the marks of its Markdown', () => {
  expect(spokenAnswerOf([said('## Weather\n\n**Hangzhou**: `rain`, see [the map](https://example.com/a_b).')])).toBe(
    'Weather\n\nHangzhou: rain, see the map.',
  )
  expect(spokenAnswerOf([said('Use:\n```ts\nconst a_b = 2 * 3\n```\nand go.')])).toBe(
    'Use:\nconst a_b = 2 * 3\nand go.',
  )
})

test('marks that are none are spoken', () => {
  expect(spokenAnswerOf([said('3~5天，2 * 3, snake_case, no. #1')])).toBe('3~5天，2 * 3, snake_case, no. #1')
})

test('what was cut off is no answer, and a very long one is spoken to a limit', () => {
  expect(spokenAnswerOf([said('Half', 'incomplete'), said('Whole')])).toBe('Whole')
  expect(spokenAnswerOf([said('a'.repeat(5_000))])).toBe(`${'a'.repeat(2_000)}…`)
})
