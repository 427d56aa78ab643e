import { expect, it } from 'vitest'
import { runOf } from '@/lib/run/testing/log'
import { runSettingsOf } from './run-settings'

it('leaves out what says nothing, and keeps what is zero or false', () => {
  const plain = { temperature: null, top_p: null, reasoning_effort: null } as const
  expect(runSettingsOf(runOf(plain))).toEqual([])
  expect(runSettingsOf(runOf({ ...plain, temperature: 0, parallel_tool_calls: false }))).toEqual([
    ['temperature', '0'],
    ['parallel_tool_calls', 'false'],
  ])
})

it('writes words as they are and objects as the wire has them', () => {
  const run = runOf({
    temperature: null,
    top_p: null,
    tool_choice: { type: 'function', function: { name: 'weather' } },
    response_format: { type: 'json_object' },
    truncation_strategy: { type: 'last_messages', last_messages: 4 },
    reasoning_effort: 'low',
    metadata: { ticket: '7' },
  })
  expect(runSettingsOf(run)).toEqual([
    ['tool_choice', '{"type":"function","function":{"name":"weather"}}'],
    ['response_format', '{"type":"json_object"}'],
    ['truncation_strategy', '{"type":"last_messages","last_messages":4}'],
    ['reasoning_effort', 'low'],
    ['metadata', '{"ticket":"7"}'],
  ])
})
