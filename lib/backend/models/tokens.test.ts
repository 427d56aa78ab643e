import { expect, it } from 'vitest'
import { inputOf, user } from './testing/model-input-fixture'
import { countPromptTokens, countTurnTokens } from './tokens'

it('a prompt costs its instructions, functions and turns', () => {
  const turns = [
    user('Hello there'),
    { role: 'calls', calls: [{ id: 'c', name: 'f', arguments: '{}', output: '42' }] },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
  ] as const
  expect(turns.map(countTurnTokens)).toEqual([6, 8, 89])
  const bare = countPromptTokens(inputOf({ turns: [...turns] }))
  expect(bare).toBe(6 + 8 + 89)
  expect(countPromptTokens(inputOf({ turns: [...turns], instructions: 'Be brief' }))).toBe(bare + 6)
  expect(countPromptTokens(inputOf({ turns: [...turns], functions: [{ name: 'f' }] }))).toBeGreaterThan(bare)
})
