import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { createRunBody } from '@/lib/protocol/run'
import { changesOf } from '@/lib/inspector/changes'
import { runOf } from '@/lib/run/testing/log'
import { draftOf } from './assistant-draft'
import { toJson } from './function-draft'
import { problemsOf } from './assistant-problems'
import { asDrafted, hasRunProblem, overridesOf } from './draft-run'

const lookUp = { type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } } as const

const assistant: Assistant = {
  id: 'asst_1',
  object: 'assistant',
  created_at: 0,
  name: 'Desk',
  description: null,
  model: 'scripted',
  instructions: 'Be kind.',
  tools: [{ type: 'file_search' }, lookUp],
  tool_resources: null,
  metadata: {},
  temperature: 0.2,
  top_p: null,
  response_format: 'auto',
}
const draft = draftOf(assistant)

describe('overridesOf', () => {
  it('has nothing of what is saved, in whatever order its tools stand', () => {
    expect(overridesOf(draft, assistant)).toEqual({})
  })

  it('has nothing of what no run takes', () => {
    const renamed = { ...draft, name: 'Other', description: 'x', metadata: [{ key: 'a', value: 'b' }] }
    expect(overridesOf(renamed, assistant)).toEqual({})
  })

  it('clears what was cleared: null would mean the saved one', () => {
    const cleared = { ...draft, instructions: '', temperature: null, functions: [], otherTools: [] }
    expect(overridesOf(cleared, assistant)).toEqual({ instructions: '', temperature: 1, tools: [] })
  })

  it('makes a request that the wire accepts', () => {
    const changed = {
      ...draft,
      model: 'other',
      instructions: 'Be brief.',
      top_p: 0.5,
      format: 'json_object' as const,
      functions: [{ key: 'a', source: toJson({ name: 'find' }) }],
    }
    const overrides = overridesOf(changed, assistant)
    expect(Object.keys(overrides)).toEqual(['model', 'instructions', 'tools', 'top_p', 'response_format'])
    expect(createRunBody.safeParse({ assistant_id: assistant.id, ...overrides }).success).toBe(true)
  })
})

describe('asDrafted', () => {
  it('is what a run with these settings has', () => {
    const run = runOf({
      model: 'scripted',
      instructions: 'Be brief.',
      tools: [lookUp, { type: 'file_search' }],
      temperature: 0.2,
      top_p: 1,
    })
    expect(changesOf(run, asDrafted(draft, assistant)).map(({ name }) => name)).toEqual(['instructions'])
    expect(changesOf(run, asDrafted({ ...draft, instructions: 'Be brief.' }, assistant))).toEqual([])
  })
})

describe('hasRunProblem', () => {
  it('does not mind what a run does not take', () => {
    expect(hasRunProblem(problemsOf({ ...draft, name: 'x'.repeat(300) }))).toBe(false)
    expect(hasRunProblem(problemsOf({ ...draft, temperature: 3 }))).toBe(true)
    expect(hasRunProblem(problemsOf({ ...draft, functions: [{ key: 'a', source: '{' }] }))).toBe(true)
  })
})
