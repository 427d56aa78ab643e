import { expect, it } from 'vitest'
import type { ModelChunk } from '@/lib/backend/models/model'
import { withLeftOut } from './with-left-out'

async function told(chunks: readonly ModelChunk[], leftOut: number) {
  const given = (async function* () {
    yield* chunks
  })()
  const all: ModelChunk[] = []
  for await (const chunk of withLeftOut(given, leftOut)) all.push(chunk)
  return all
}

const word: ModelChunk = { type: 'text', text: 'Sunny.' }
const adapted = (left_out: number, without: readonly string[] = []): ModelChunk => ({
  type: 'adapted',
  left_out,
  without,
})

it('tells before the first word how many messages were left out, once', async () => {
  expect(await told([word, word], 7)).toEqual([adapted(7), word, word])
})

it('counts what the model left out itself on top, and keeps what it was asked without', async () => {
  expect(await told([adapted(2, ['top_p']), word], 7)).toEqual([adapted(9, ['top_p']), word])
})

it('tells nothing where nothing was left out', async () => {
  expect(await told([word], 0)).toEqual([word])
})
