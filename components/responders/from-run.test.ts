import { expect, it } from 'vitest'
import type { AssistantResponders, RecordedRule } from '@/lib/protocol/responder'
import { withRules } from './from-run'

const made: RecordedRule = {
  ...{ id: 'new', name: '', kind: 'recorded', run_id: 'run_1', otherwise: 'fail', delay_ms: 0 },
  calls: [{ arguments: '{}', output: '1' }],
}
const fixed = { id: 'r1', name: '', kind: 'static', output: '0', delay_ms: 0 } as const

it('puts rules of a run before those that are there, and those of the same run in their place', () => {
  const stored: AssistantResponders = {
    ...{ object: 'responders', assistant_id: 'asst_1', for_all_runs: true, locked_rules: [] },
    functions: [
      { function: 'known', mode: 'never', rules: [{ ...made, id: 'old' }, fixed] },
      { function: 'other', mode: 'ask', rules: [fixed] },
    ],
  }
  const functions = [
    { function: 'known', rule: made },
    { function: 'fresh', rule: made },
  ]
  expect(withRules(stored, { functions, mode: 'always' })).toEqual({
    for_all_runs: true,
    functions: [
      { function: 'known', mode: 'always', rules: [made, fixed] },
      { function: 'other', mode: 'ask', rules: [fixed] },
      { function: 'fresh', mode: 'always', rules: [made] },
    ],
  })
})
