import { describe, expect, it } from 'vitest'
import { badRequest } from '@/lib/protocol/error'
import { createRunBody, type CreateRunBody } from '@/lib/protocol/run'
import { wholeRunBodyOf } from '@/lib/inspector/run-body'
import { runOf } from '@/lib/run/testing/log'
import { optionOf, problemsOf, refusalOf } from './run-option-problems'
import { bodyOf, choiceOf, noOptions, optionsOf, type RunOptions } from './run-options'

const all: RunOptions = {
  model: ' scripted ',
  additional_instructions: '\n  Be brief.\n',
  tool_choice: choiceOf('look_up'),
  parallel_tool_calls: 'false',
  max_completion_tokens: '300',
  max_prompt_tokens: '１０００',
  truncation_strategy: 'last_messages',
  last_messages: '2',
  temperature: '0',
  top_p: '0.5',
  response_format: 'json_object',
  reasoning_effort: 'low',
  instructions: 'Be kind.',
  other: '{"metadata": {"order": "42"}}',
}
const body = {
  model: 'scripted',
  additional_instructions: '  Be brief.',
  tool_choice: { type: 'function', function: { name: 'look_up' } },
  parallel_tool_calls: false,
  max_completion_tokens: 300,
  max_prompt_tokens: 1000,
  truncation_strategy: { type: 'last_messages', last_messages: 2 },
  temperature: 0,
  top_p: 0.5,
  response_format: { type: 'json_object' },
  reasoning_effort: 'low',
  instructions: 'Be kind.',
  metadata: { order: '42' },
}

describe('the body', () => {
  it('has all that was set, as the wire has it, and nothing else', () => {
    expect(bodyOf(all)).toEqual(body)
    expect(createRunBody.safeParse({ assistant_id: 'asst_1', ...bodyOf(all) }).success).toBe(true)
    expect(bodyOf(noOptions)).toEqual({})
  })

  it('is that of the run whose options they are', () => {
    const schema = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } } as const
    const tools = [{ type: 'function', function: { name: 'look_up' } }] as const
    for (const run of [
      runOf(),
      runOf({
        tools: [...tools],
        tool_choice: { type: 'function', function: { name: 'look_up' } },
        parallel_tool_calls: false,
        max_completion_tokens: 300,
        truncation_strategy: { type: 'last_messages', last_messages: 3 },
        temperature: 0.2,
        response_format: schema,
        metadata: { order: '42' },
      }),
      runOf({ tool_choice: { type: 'file_search' }, response_format: { type: 'text' } }),
    ]) {
      const { assistant_id: _id, ...whole } = wholeRunBodyOf(run)
      expect({ tools: [], instructions: '', ...bodyOf(optionsOf(run)) }).toEqual(whole)
      expect(problemsOf(optionsOf(run), ['look_up']).size).toBe(0)
    }
  })
})

describe('problemsOf', () => {
  it('has nothing to say of what the wire takes', () => {
    expect(problemsOf(all, ['look_up']).size).toBe(0)
    expect(problemsOf(noOptions, []).size).toBe(0)
  })

  it.each<[string, Partial<RunOptions>, object]>([
    ['temperature', { temperature: '2.1' }, { key: 'range', values: { min: 0, max: 2 } }],
    ['top_p', { top_p: 'high' }, { key: 'range' }],
    ['max_completion_tokens', { max_completion_tokens: '255' }, { key: 'whole', values: { min: 256 } }],
    ['max_prompt_tokens', { max_prompt_tokens: '300.5' }, { key: 'whole' }],
    ['last_messages', { truncation_strategy: 'last_messages' }, { key: 'whole', values: { min: 1 } }],
    ['tool_choice', { tool_choice: 'required' }, { key: 'no_tools' }],
    ['tool_choice', { tool_choice: choiceOf('pay') }, { key: 'no_function', values: { name: 'pay' } }],
    ['other', { other: '{"metadata": ' }, { key: 'not_json' }],
    ['other', { other: '[]' }, { key: 'not_json' }],
    ['other', { other: '{"stream": true}' }, { key: 'not_here', values: { name: 'stream' } }],
    ['other', { other: '{"model": "b"}', model: 'a' }, { key: 'twice', values: { name: 'model' } }],
    ['instructions', { instructions: 'x'.repeat(256_001) }, { key: 'too_long' }],
  ])('says what is wrong with %s', (name, set, problem) => {
    const problems = [...problemsOf({ ...noOptions, ...set }, [])]
    expect(problems).toEqual([[name, expect.objectContaining(problem)]])
  })

  it('leaves to the server what it cannot know', () => {
    expect(problemsOf({ ...noOptions, tool_choice: choiceOf('pay') }, undefined).size).toBe(0)
    expect(problemsOf({ ...noOptions, tool_choice: 'required', other: '{"tools": []}' }, []).size).toBe(0)
  })
})

describe('what the server refuses', () => {
  const options = { ...noOptions, max_completion_tokens: '300' }
  const error = badRequest('Not on this connection.', { param: 'max_completion_tokens' })
  const sent: CreateRunBody = { assistant_id: 'asst_1', max_completion_tokens: 300 }

  it('is told at its option until that is changed', () => {
    expect([...refusalOf(error, options, sent)]).toEqual([
      ['max_completion_tokens', { kind: 'server', message: 'Not on this connection.' }],
    ])
    expect(refusalOf(error, { ...options, max_completion_tokens: '301' }, sent).size).toBe(0)
    expect(refusalOf(new Error('offline'), options, sent).size).toBe(0)
  })

  it.each([
    ['truncation_strategy.last_messages', 'last_messages'],
    ['tool_choice.function.name', 'tool_choice'],
    ['metadata.order', 'other'],
    ['tools[1].function.name', undefined],
    ['assistant_id', undefined],
    [null, undefined],
  ])('%s is %s', (param, name) => {
    expect(optionOf(param, all)).toBe(name)
  })
})
