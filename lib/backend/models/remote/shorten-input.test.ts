import { describe, expect, it } from 'vitest'
import type { ContentPart } from '@/lib/protocol/message'
import type { ChatTurn } from '../model'
import { inputOf, user } from '../testing/model-input-fixture'
import { shortenInput } from './shorten-input'

const words = (count: number) => 'word '.repeat(count)
const said = (count: number): ChatTurn => {
  const content: ContentPart[] = [{ type: 'text', text: { value: words(count), annotations: [] } }]
  return { role: 'assistant', content }
}
const called = (id: string): ChatTurn => ({
  role: 'calls',
  calls: [{ id, name: 'f', arguments: '{}', output: words(100) }],
})

const nothingTold = { window: undefined, given: undefined }
const shortened = async (turns: readonly ChatTurn[], told: Parameters<typeof shortenInput>[1]) => {
  const shorter = await shortenInput(inputOf({ turns }), told)
  return shorter && { left: shorter.input.turns.map((turn) => turns.indexOf(turn)), leftOut: shorter.leftOut }
}

describe('a conversation that is too long', () => {
  const long = [user(words(100)), said(100), user(words(100)), called('a'), said(100), user(words(100))]

  it('loses its older half when no window is told, and begins with a user again', async () => {
    expect(await shortened(long, nothingTold)).toEqual({ left: [5], leftOut: 5 })
    expect(await shortened([user('a'), said(300), user(words(100)), said(100), user('z')], nothingTold)).toEqual({
      left: [2, 3, 4],
      leftOut: 2,
    })
  })

  it('is cut to the window, by the ratio of what the endpoint counts', async () => {
    expect(await shortened(long, { window: 900, given: 1000 })).toEqual({ left: [2, 3, 4, 5], leftOut: 2 })
    expect(await shortened(long, { window: 100, given: 1000 })).toEqual({ left: [5], leftOut: 5 })
    expect(await shortened(long, { window: 120, given: undefined })).toEqual({ left: [5], leftOut: 5 })
  })

  it('keeps room for the answer that is asked for', async () => {
    const told = { window: 1000, given: 950 }
    const shorter = await shortenInput(inputOf({ turns: long, max_completion_tokens: 500 }), told)
    expect(shorter?.leftOut).toBe(5)
  })

  it('loses older rounds of its own calls last, and never its newest question nor the last round', async () => {
    const rounds = [user(words(100)), said(10), user(words(100)), called('a'), called('b'), called('c')]
    expect(await shortened(rounds, { window: 460, given: 520 })).toEqual({ left: [2, 3, 4, 5], leftOut: 2 })
    expect(await shortened(rounds, { window: 100, given: 520 })).toEqual({ left: [2, 5], leftOut: 4 })
  })

  it('cannot be made shorter than its newest question', async () => {
    expect(await shortened([user(words(100))], nothingTold)).toBeUndefined()
    expect(await shortened([user(words(100)), called('a')], nothingTold)).toBeUndefined()
  })
})
