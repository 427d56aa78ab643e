import { describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { AssistantResponders } from '@/lib/protocol/responder'
import { newRuleId } from '@/components/responders/responder-source'
import { changedBody, draftOf, sameDraft } from './assistant-draft'
import { toJson } from './function-draft'
import { mergeDrafts } from './merge-drafts'
import { modeIn, respondersBodyOf, withResponder } from './responder-drafts'

const functionNamed = (name: string) => ({ type: 'function' as const, function: { name, parameters: {} } })
const assistant: Assistant = {
  ...{ id: 'asst_1', object: 'assistant', created_at: 0, name: null, description: null, model: 'scripted' },
  ...{ instructions: null, metadata: {}, temperature: 1, top_p: 1, response_format: 'auto', reasoning_effort: null },
  tool_resources: null,
  tools: [functionNamed('look_up'), functionNamed('pay')],
}
const rule = { id: 'r1', name: '', kind: 'static', output: '1', delay_ms: 0 } as const
const stored: AssistantResponders = {
  ...{ object: 'responders', assistant_id: 'asst_1', for_all_runs: false, locked_rules: [] },
  functions: [{ function: 'look_up', mode: 'always', rules: [rule] }],
}
const place = 'asst_1'
const saved = draftOf(assistant, { responders: stored })
const paid = toJson({ mode: 'ask', rules: [{ ...rule, id: 'r2' }] })
const typed = { ...saved, responders: withResponder(saved.responders ?? [], 'asst_1.pay', paid) }

describe('responders in the draft of an assistant', () => {
  it('are no change as they are stored, and one where they were typed', () => {
    expect(respondersBodyOf(saved, { stored, place })).toBeNull()
    expect(sameDraft(typed, saved)).toBe(false)
    expect(changedBody(typed, saved), 'the assistant itself is as it was').toEqual({})
    expect(respondersBodyOf(typed, { stored, place })?.functions.map((each) => [each.function, each.mode])).toEqual([
      ['look_up', 'always'],
      ['pay', 'ask'],
    ])
  })

  it('are told apart by their ids, whatever was typed', () => {
    const same = withResponder(saved.responders ?? [], 'asst_1.pay', toJson({ mode: 'ask', rules: [rule] }))
    const body = respondersBodyOf({ ...saved, responders: same }, { stored, place })
    expect(body?.functions.map(({ rules }) => rules.map(({ id }) => id))).toEqual([['r1'], [undefined]])
    expect(newRuleId()).not.toBe(newRuleId())
  })

  it('follow their function under its new name, and go with it', () => {
    const [first, second] = saved.functions
    const renamed = { ...saved, functions: [{ ...first!, source: toJson({ name: 'find' }) }, second!] }
    expect(respondersBodyOf(renamed, { stored, place })?.functions[0]?.function).toBe('find')
    const removed = { ...saved, functions: [second!] }
    expect(respondersBodyOf(removed, { stored, place })).toEqual({ for_all_runs: false, functions: [] })
  })

  it('are neither changed nor sent while they are not known', () => {
    const unknown = draftOf(assistant)
    expect(sameDraft(unknown, saved)).toBe(true)
    expect(respondersBodyOf(unknown, { stored, place })).toBeNull()
    const mine = { ...unknown, name: 'Mine' }
    expect(mergeDrafts({ base: unknown, theirs: saved, mine }).draft).toEqual({ ...saved, name: 'Mine' })
  })

  it('conflict where two have changed the same, and else take what others have stored', () => {
    const theirs = draftOf(assistant, {
      responders: { ...stored, functions: [{ function: 'look_up', mode: 'never', rules: [rule] }] },
    })
    const merged = mergeDrafts({ base: saved, theirs, mine: typed })
    expect(merged.conflicts).toEqual([])
    expect(merged.draft.responders?.map(({ source }) => modeIn(source))).toEqual(['never', 'ask'])
    const mine = { ...saved, responders: withResponder(saved.responders ?? [], 'asst_1.look_up', paid) }
    expect(mergeDrafts({ base: saved, theirs, mine }).conflicts).toMatchObject([{ kind: 'responder' }])
  })
})
