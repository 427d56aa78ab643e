import { describe, expect, it } from 'vitest'
import type { ToolCall } from '@/lib/protocol/step'
import { argumentsInShort, callInShort, outputInShort } from './call-in-short'
import { callOf } from '@/lib/run/testing/log'

const asked = (written: string) => argumentsInShort(callOf('call_1', null, written))

describe('argumentsInShort', () => {
  it('has the values alone, whatever they are', () => {
    expect(asked('{"city":"Hangzhou"}')).toBe('Hangzhou')
    expect(asked('{"city":"杭州","days":3,"units":null,"at":{"lat":1},"tags":["a","b"]}')).toBe(
      '杭州, 3, null, {"lat":1}, ["a","b"]',
    )
  })

  it('has nothing of a tool that only another server has', () => {
    const call = { id: 'call_1', type: 'bing_grounding', bing_grounding: {} } as unknown as ToolCall
    expect([argumentsInShort(call), outputInShort(call)]).toEqual([null, null])
    expect(callInShort(call)).toBe('bing_grounding()')
  })

  it('has nothing where there is nothing', () => {
    expect(asked('{}')).toBeNull()
    expect(asked('')).toBeNull()
    expect(argumentsInShort({ id: 'call_1', type: 'file_search', file_search: {} } as ToolCall)).toBeNull()
  })

  it('shows what is half written, or no object, as it was written', () => {
    expect(asked('{"city":"Hang')).toBe('{"city":"Hang')
    expect(asked('Hangzhou\nBeijing')).toBe('Hangzhou Beijing')
  })

  it('stays short, and cuts no letter in two', () => {
    const short = asked(JSON.stringify({ text: '😀'.repeat(200) }))!
    expect([...short]).toHaveLength(60)
    expect(short.endsWith('😀…')).toBe(true)
    expect(asked(`{"text":"${'x'.repeat(20_000)}"}`)).toMatch(/^\{"text":"x+…$/)
  })
})

describe('callInShort', () => {
  it('reads like a call', () => {
    expect(callInShort(callOf('call_1', null, '{"city":"Hangzhou"}'))).toBe('get_weather(Hangzhou)')
    const code = { id: 'call_2', type: 'code_interpreter', code_interpreter: { input: '\nprint(1)\nx', outputs: [] } }
    expect(callInShort(code as ToolCall)).toBe('code_interpreter(print(1))')
    expect(callInShort({ id: 'call_3', type: 'file_search', file_search: {} } as ToolCall)).toBe('file_search()')
  })
})

describe('outputInShort', () => {
  it('is one line, and nothing before it has come', () => {
    expect(outputInShort(callOf('call_1', '{\n  "sky": "clear"\n}'))).toBe('{ "sky": "clear" }')
    expect(outputInShort(callOf('call_1'))).toBeNull()
  })
})
