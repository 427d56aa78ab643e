import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageDelta, StepDelta } from '@/lib/protocol/event'
import { accumulate, patchMessage, patchStep } from './delta'
import { messageOf, messageStepOf, toolStepOf } from './testing/log'

const messageDelta = (delta: MessageDelta['delta']): MessageDelta => ({
  id: 'msg_1',
  object: 'thread.message.delta',
  delta,
})
const callsDelta = (tool_calls: readonly unknown[]): StepDelta => ({
  id: 'step_1',
  object: 'thread.run.step.delta',
  delta: { step_details: { type: 'tool_calls', tool_calls: tool_calls as never } },
})

const textDelta = (text?: { value?: string; annotations?: readonly unknown[] }) =>
  messageDelta({ content: [{ index: 0, type: 'text', ...(text && { text }) }] })

describe('accumulate, as the protocol’s clients do it', () => {
  it.each<readonly [string, { value?: unknown; delta: unknown; expected: unknown }]>([
    ['takes what was not there', { delta: 'a', expected: 'a' }],
    ['takes what was null', { value: null, delta: 'a', expected: 'a' }],
    ['appends strings', { value: 'a', delta: 'b', expected: 'ab' }],
    ['adds numbers', { value: 2, delta: 3, expected: 5 }],
    ['keeps a value that the delta has as null', { value: 'a', delta: null, expected: 'a' }],
    ['merges objects', { value: { a: 'x', b: 1 }, delta: { a: 'y', c: true }, expected: { a: 'xy', b: 1, c: true } }],
    ['replaces type', { value: { type: 'text' }, delta: { type: 'text' }, expected: { type: 'text' } }],
    ['appends plain entries', { value: ['a'], delta: ['b'], expected: ['a', 'b'] }],
    [
      'merges entries at their index',
      {
        value: [{ v: 'a' }, { v: 'b' }],
        delta: [{ index: 1, v: 'c' }],
        expected: [{ v: 'a' }, { v: 'bc' }],
      },
    ],
    [
      'adds entries past the end',
      {
        value: [{ v: 'a' }],
        delta: [{ index: 1, v: 'b' }],
        expected: [{ v: 'a' }, { v: 'b' }],
      },
    ],
    ['does not keep index', { delta: [{ index: 0, v: 'a' }], expected: [{ v: 'a' }] }],
  ])('%s', (_, { value, delta, expected }) => {
    expect(accumulate(value, delta)).toEqual(expected)
  })

  it('is not fooled by names that every object inherits', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor": null, "toString": "x"}')
    const result = accumulate({}, hostile) as Record<string, unknown>
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(JSON.parse(JSON.stringify(result))).toEqual({ constructor: null, toString: 'x' })
    expect('polluted' in {}).toBe(false)
  })

  it('changes nothing it was given', () => {
    const value = Object.freeze({ list: Object.freeze([Object.freeze({ v: 'a' })]) })
    expect(accumulate(value, { list: [{ index: 0, v: 'b' }] })).toEqual({ list: [{ v: 'ab' }] })
    expect(value.list[0]!.v).toBe('a')
  })
})

describe('patchMessage', () => {
  it('gives the same text wherever the deltas were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (pieces) => {
        const patched = pieces.reduce(
          (message, value) => patchMessage(message, textDelta({ value })),
          messageOf('msg_1', null),
        )
        expect(patched.content).toEqual([{ type: 'text', text: { value: pieces.join(''), annotations: [] } }])
      }),
    )
  })

  it('makes a whole text part of a delta that has only annotations, or nothing', () => {
    const kept = { type: 'file_citation', text: '【0】', start_index: 0, end_index: 3, file_citation: { file_id: 'f' } }
    const annotated = patchMessage(messageOf('msg_1', null), textDelta({ annotations: [{ index: 0, ...kept }] }))
    expect(annotated.content).toEqual([{ type: 'text', text: { value: '', annotations: [kept] } }])
    const bare = patchMessage(messageOf('msg_1', null), textDelta())
    expect(bare.content).toEqual([{ type: 'text', text: { value: '', annotations: [] } }])
  })

  it('leaves parts alone that the delta does not touch', () => {
    const message = messageOf('msg_1', 'first')
    const patched = patchMessage(message, messageDelta({ content: [{ index: 1, type: 'refusal', refusal: 'no' }] }))
    expect(patched.content[0]).toBe(message.content[0])
    expect(patched.content[1]).toEqual({ type: 'refusal', refusal: 'no' })
  })

  it('takes a role and a delta without content', () => {
    expect(patchMessage(messageOf('msg_1', 'a'), messageDelta({ role: 'assistant' })).content).toHaveLength(1)
  })
})

describe('many deltas in place', () => {
  const deltas = [
    textDelta({ value: 'Sun' }),
    textDelta({ value: 'ny.', annotations: [{ index: 0, type: 'file_citation', text: 'a' }] }),
    messageDelta({ content: [{ index: 1, type: 'refusal', refusal: 'no' }] }),
    textDelta({ annotations: [{ index: 0, text: 'b' }] }),
  ]

  it('leave the same message as one by one, and nothing that they were given is changed', () => {
    const message = messageOf('msg_1', 'It is ')
    const given = JSON.stringify([message, deltas])
    const copied = deltas.reduce((before, delta) => patchMessage(before, delta), message)
    const own = new Set<object>()
    expect(deltas.reduce((before, delta) => patchMessage(before, delta, own), message)).toEqual(copied)
    expect(JSON.stringify([message, deltas])).toBe(given)
  })

  it('change nothing that was handed on before', () => {
    const first = patchMessage(messageOf('msg_1', ''), deltas[0]!, new Set())
    const seen = JSON.stringify(first)
    patchMessage(first, deltas[1]!, new Set())
    expect(JSON.stringify(first)).toBe(seen)
  })
})

describe('patchStep', () => {
  it('builds parallel calls of pieces', () => {
    const deltas = [
      [{ index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '', output: null } }],
      [{ index: 0, type: 'function', function: { arguments: '{"a"' } }],
      [{ index: 0, type: 'function', function: { arguments: ':1}' } }],
      [{ index: 1, id: 'call_2', type: 'function', function: { name: 'g', arguments: '{}', output: null } }],
    ]
    const step = deltas.reduce((step, calls) => patchStep(step, callsDelta(calls)), toolStepOf('step_1', []))
    expect(step.step_details).toEqual({
      type: 'tool_calls',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}', output: null } },
        { id: 'call_2', type: 'function', function: { name: 'g', arguments: '{}', output: null } },
      ],
    })
  })

  it('completes a function call whose first delta leaves fields out', () => {
    const first = { index: 0, id: 'call_1', type: 'function', function: { name: 'f' } }
    const step = patchStep(toolStepOf('step_1', []), callsDelta([first]))
    expect(step.step_details).toEqual({
      type: 'tool_calls',
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '', output: null } }],
    })
  })

  it('collects input and outputs of the code interpreter', () => {
    const deltas = [
      [{ index: 0, id: 'call_1', type: 'code_interpreter', code_interpreter: { input: '', outputs: [] } }],
      [{ index: 0, type: 'code_interpreter', code_interpreter: { input: 'print(1)' } }],
      [{ index: 0, type: 'code_interpreter', code_interpreter: { outputs: [{ index: 0, type: 'logs', logs: '1' }] } }],
      [{ index: 0, type: 'code_interpreter', code_interpreter: { outputs: [{ index: 0, type: 'logs', logs: '\n' }] } }],
    ]
    const step = deltas.reduce((step, calls) => patchStep(step, callsDelta(calls)), toolStepOf('step_1', []))
    expect(step.step_details).toEqual({
      type: 'tool_calls',
      tool_calls: [
        {
          id: 'call_1',
          type: 'code_interpreter',
          code_interpreter: { input: 'print(1)', outputs: [{ type: 'logs', logs: '1\n' }] },
        },
      ],
    })
  })

  it('takes a message id sent late', () => {
    const step = patchStep(messageStepOf('step_1', ''), {
      id: 'step_1',
      object: 'thread.run.step.delta',
      delta: { step_details: { type: 'message_creation', message_creation: { message_id: 'msg_1' } } },
    })
    expect(step.step_details).toEqual({ type: 'message_creation', message_creation: { message_id: 'msg_1' } })
  })
})
