import fc from 'fast-check'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { orderTotal } from '@/lib/protocol/testing/order-total'
import { anyText } from '@/lib/run/testing/any-text'
import { chunksOf, inputOf, runHere, user, weather } from '../testing/model-input-fixture'
import { createScriptedModel } from './scripted'

const noWaiting = () => Promise.reject(new Error('nobody asked to wait'))
const model = createScriptedModel(runHere, { paceMs: 0, sleep: noWaiting })

describe('the stream', () => {
  const anything = anyText()

  it('is the same for the same input, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, fc.boolean(), async (message, instructions, json) => {
        const input = inputOf({
          turns: [user(message)],
          instructions,
          functions: [weather, orderTotal],
          response_format: json ? { type: 'json_object' } : 'auto',
        })
        expect(await chunksOf(model(input))).toEqual(await chunksOf(model(input)))
      }),
      { numRuns: 50 },
    )
  })

  it('counts what it reads and what it writes', async () => {
    const chunks = await chunksOf(model(inputOf()))
    const usage = { prompt_tokens: 5, completion_tokens: chunks.length - 1, total_tokens: chunks.length + 4 }
    expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'stop', usage })
  })

  it('ends at the token limit, in texts and in calls', async () => {
    for (const overrides of [{}, { functions: [weather], turns: [user('weather in Paris')] }]) {
      const chunks = await chunksOf(model(inputOf({ ...overrides, max_completion_tokens: 6 })))
      expect(chunks.at(-1)).toMatchObject({ reason: 'length', usage: { completion_tokens: expect.any(Number) } })
      expect(chunks.length).toBeLessThanOrEqual(7)
    }
  })

  it('waits before each chunk at its pace', async () => {
    const waits: number[] = []
    const slow = createScriptedModel(runHere, { paceMs: 25, sleep: async (ms) => void waits.push(ms) })
    const chunks = await chunksOf(slow(inputOf()))
    expect(waits).toEqual(chunks.map(() => 25))
  })

  it('throws the abort reason, between tokens and while it waits', async () => {
    const reason = new Error('cancelled')
    const controller = new AbortController()
    const answer = model(inputOf({ signal: controller.signal }))[Symbol.asyncIterator]()
    await answer.next()
    controller.abort(reason)
    await expect(answer.next()).rejects.toBe(reason)

    const other = new AbortController()
    const sleep = (ms: number, signal: AbortSignal) => sleepFor(ms, undefined, { signal })
    const waiting = createScriptedModel(runHere, { paceMs: 60_000, sleep })(inputOf({ signal: other.signal }))
    const next = waiting[Symbol.asyncIterator]().next()
    other.abort(reason)
    await expect(next).rejects.toBe(reason)
  })
})
