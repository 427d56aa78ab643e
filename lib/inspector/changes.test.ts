import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { Tool } from '@/lib/protocol/tool'
import { changesOf } from './changes'
import { runOf } from '@/lib/run/testing/log'

const look: Tool = { type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: {} } } }
const run = runOf({ model: 'scripted', instructions: 'Be kind.\nBe brief.', tools: [look] })
const assistant = {
  id: run.assistant_id,
  object: 'assistant',
  created_at: 0,
  name: 'Desk',
  description: null,
  model: run.model,
  instructions: run.instructions,
  tools: run.tools,
  metadata: {},
  temperature: 1,
  top_p: 1,
  response_format: 'auto',
} as Assistant

describe('changesOf', () => {
  it('finds none where none are, whatever the order of names', () => {
    const turned: Tool = {
      function: { parameters: { properties: {}, type: 'object' }, name: 'look_up' },
      type: 'function',
    }
    expect(changesOf(run, { ...assistant, tools: [turned] })).toEqual([])
    expect(changesOf({ ...run, instructions: '' }, { ...assistant, instructions: null })).toEqual([])
  })

  it('tells each setting then and now', () => {
    expect(changesOf(run, { ...assistant, model: 'other', temperature: 0.2 })).toEqual([
      { kind: 'value', name: 'model', then: 'scripted', now: 'other' },
      { kind: 'value', name: 'temperature', then: '1', now: '0.2' },
    ])
  })

  it('lays the instructions over each other', () => {
    expect(changesOf(run, { ...assistant, instructions: 'Be kind.\nBe exact.' })).toEqual([
      {
        kind: 'text',
        name: 'instructions',
        lines: [
          { kind: 'same', text: 'Be kind.' },
          { kind: 'removed', text: 'Be brief.' },
          { kind: 'added', text: 'Be exact.' },
        ],
      },
    ])
  })

  it('names tools that went, came, or were changed', () => {
    const changed: Tool = { ...look, function: { ...look.function, description: 'Looks.' } }
    const kinds = (tools: Tool[]) =>
      changesOf(run, { ...assistant, tools }).map((change) =>
        change.kind === 'tool' ? [change.name, ...new Set(change.lines.map(({ kind }) => kind))] : [],
      )
    expect(kinds([changed])).toEqual([['look_up', 'same', 'added']])
    expect(kinds([{ type: 'code_interpreter' }])).toEqual([
      ['look_up', 'removed'],
      ['code_interpreter', 'added'],
    ])
  })
})
