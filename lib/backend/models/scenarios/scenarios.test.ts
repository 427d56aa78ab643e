import { setTimeout as sleepFor } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { lengthOf } from '../scripted/long-text'
import type { ChatTurn, ModelInput } from '../model'
import { callsOfChunks, chunksOf, inputOf, runHere, textOfChunks, user } from '../testing/model-input-fixture'
import { createScenarios } from './scenarios'

const waits: number[] = []
const scenarios = createScenarios(runHere, { paceMs: 0, sleep: async (ms) => void waits.push(ms) })

function scenario(name: string) {
  const entry = scenarios.get(`scenario/${name}`)
  if (!entry) throw new Error(`No scenario ${name}`)
  return entry
}

const runOf = (name: string, overrides: Partial<ModelInput> = {}) =>
  chunksOf(scenario(name).answer(inputOf({ functions: [first, second], ...overrides })))

const first: FunctionDefinition = {
  name: 'get_price',
  parameters: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
}
const second: FunctionDefinition = { name: 'get_stock' }

const round = (...names: readonly string[]): ChatTurn => ({
  role: 'calls',
  calls: names.map((name, index) => ({ id: `call_${index}`, name, arguments: '{}', output: `${40 + index}` })),
})

it('every scenario says that it is scripted', () => {
  expect(scenarios.size).toBe(9)
  expect([...scenarios.values()].every((entry) => entry.scripted)).toBe(true)
})

describe('parallel-tools', () => {
  it('calls two functions in one turn, then answers', async () => {
    const chunks = await runOf('parallel-tools')
    expect(callsOfChunks(chunks).map(({ name }) => name)).toEqual(['get_price', 'get_stock'])
    expect(JSON.parse(callsOfChunks(chunks)[0]?.arguments ?? '')).toEqual({ sku: 'Hi' })
    expect(chunks.at(-1)).toMatchObject({ reason: 'tool_calls' })
    const answer = textOfChunks(await runOf('parallel-tools', { turns: [user('Hi'), round('get_price', 'get_stock')] }))
    expect(answer).toContain('40')
    expect(answer).toContain('41')
  })

  it('calls the only function twice, under two ids', async () => {
    const calls = callsOfChunks(await runOf('parallel-tools', { functions: [first] }))
    expect(calls.map(({ name }) => name)).toEqual(['get_price', 'get_price'])
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
  })

  it('calls one where parallel calls are off', async () => {
    expect(callsOfChunks(await runOf('parallel-tools', { parallel_tool_calls: false }))).toHaveLength(1)
  })

  it.each(['parallel-tools', 'two-rounds'])('%s says what it needs when there are no functions', async (name) => {
    expect(textOfChunks(await runOf(name, { functions: [] }))).toContain('no functions to call')
    expect(textOfChunks(await runOf(name, { functions: [], turns: [user('你好')] }))).toContain('没有可调用的函数')
    expect(textOfChunks(await runOf(name, { tool_choice: 'none' }))).toContain('no functions to call')
  })
})

it('two-rounds calls, calls again, and answers', async () => {
  const turns = [user('Hi')]
  const namesAfter = async (...rounds: readonly ChatTurn[]) =>
    callsOfChunks(await runOf('two-rounds', { turns: [...turns, ...rounds] })).map(({ name }) => name)
  expect(await namesAfter()).toEqual(['get_price'])
  expect(await namesAfter(round('get_price'))).toEqual(['get_stock'])
  expect(await namesAfter(round('get_price'), round('get_stock'))).toEqual([])
  const twice = callsOfChunks(await runOf('two-rounds', { functions: [first], turns: [...turns, round('get_price')] }))
  expect(twice.map(({ name }) => name)).toEqual(['get_price'])
})

it('slow-queue answers as the scripted model does, after eight seconds in the queue', async () => {
  expect(scenario('slow-queue').queueMs).toBe(8_000)
  expect(textOfChunks(await runOf('slow-queue'))).toContain('scripted model')
})

it.each([
  ['Hi', 'en'],
  ['你好', 'zh'],
] as const)('long-answer to %s has 1,500 words', async (message, language) => {
  const text = textOfChunks(await runOf('long-answer', { turns: [user(message)] }))
  expect(lengthOf(text.replaceAll(/^##.*$/gm, ''), language)).toBe(1_500)
  expect(text).toMatch(/^## /)
})

it('rate-limited fails before it writes', async () => {
  const answer = scenario('rate-limited').answer(inputOf())[Symbol.asyncIterator]()
  await expect(answer.next()).rejects.toMatchObject({ name: 'ModelError', code: 'rate_limit_exceeded' })
})

it('server-error fails in the middle of writing', async () => {
  let written = 0
  const reading = (async () => {
    for await (const chunk of scenario('server-error').answer(inputOf())) if (chunk.type === 'text') written += 1
  })()
  await expect(reading).rejects.toMatchObject({ name: 'ModelError', code: 'server_error' })
  expect(written).toBe(60)
})

it('max-tokens ends in the middle for want of tokens', async () => {
  const chunks = await runOf('max-tokens')
  expect(chunks.at(-1)).toMatchObject({ reason: 'length', usage: { completion_tokens: 120 } })
  expect((await runOf('max-tokens', { max_completion_tokens: 10 })).at(-1)).toMatchObject({ reason: 'length' })
})

describe('expires-soon', () => {
  it('lives twenty seconds and calls a function first', async () => {
    expect(scenario('expires-soon').lifetimeSeconds).toBe(20)
    expect(callsOfChunks(await runOf('expires-soon'))).toMatchObject([{ name: 'get_price' }])
  })

  it.each([
    ['without a function', { functions: [] }],
    ['after its output', { turns: [user('Hi'), round('get_price')] }],
  ])('writes a sentence a second %s, and not for ever', async (_, overrides) => {
    waits.length = 0
    const chunks = await runOf('expires-soon', overrides)
    expect(waits).toEqual(Array.from({ length: 60 }, () => 1_000))
    expect(chunks.at(-1)).toMatchObject({ reason: 'stop' })
  })

  it('stops when its run expires', async () => {
    const controller = new AbortController()
    const reason = new Error('expired')
    const sleep = (ms: number, signal: AbortSignal) => sleepFor(ms, undefined, { signal })
    const entry = createScenarios(runHere, { paceMs: 0, sleep }).get('scenario/expires-soon')
    const reading = (async () => {
      for await (const chunk of entry?.answer(inputOf({ signal: controller.signal })) ?? []) {
        if (chunk.type === 'text' && chunk.text.includes('\n')) return chunk
        if (chunk.type === 'text' && chunk.text === '.') queueMicrotask(() => controller.abort(reason))
      }
      return undefined
    })()
    await expect(reading).rejects.toBe(reason)
  })
})

it('markdown-showcase has what has to be drawn and what has to be refused', async () => {
  const text = textOfChunks(await runOf('markdown-showcase'))
  for (const part of ['# ', '- [x]', '|:---', '```ts', '> >', '<script>', 'javascript:', '三体']) {
    expect(text).toContain(part)
  }
})

it('markdown-showcase speaks the language of who asks', async () => {
  const text = textOfChunks(await runOf('markdown-showcase', { turns: [user('让我看看回复可以是什么样子。')] }))
  for (const part of ['# Markdown 一览', '## 表格', '```ts', '<script>', 'javascript:']) expect(text).toContain(part)
  expect(text).not.toContain('This text')
})
