import { afterEach, describe, expect, it } from 'vitest'
import type { AssistantResponders, HttpRule } from '@/lib/protocol/responder'
import type { RuleOf } from './responder-source'
import { isSameBody, secretPlace, sentRule } from './sent-responders'
import { forgetSecrets, typeSecret } from './typed-secrets'

const http = {
  ...{ id: 'r1', name: '', kind: 'http', method: 'GET', url: 'https://a.example', headers: {}, delay_ms: 0 },
  secret_header_names: ['x-key', 'x-old'],
} as const satisfies HttpRule
const draft: RuleOf<'http'> = { ...http, secret_header_names: ['x-key', 'x-new'] }

describe('secret headers', () => {
  afterEach(forgetSecrets)

  it('are sent where they were typed, taken away where they are named no more, and else left alone', () => {
    typeSecret(secretPlace('asst_1', 'r1'), 'x-new', 'secret')
    typeSecret(secretPlace('asst_2', 'r1'), 'x-key', 'of another assistant')
    const sent = sentRule(draft, [http], 'asst_1')
    expect(sent).toMatchObject({ secret_headers: { 'x-new': 'secret', 'x-old': null } })
    expect(sent).toMatchObject({ secret_header_names: ['x-key', 'x-new'] })
    expect(sent).not.toHaveProperty('secret_headers.x-key')
  })

  it('are not mentioned where nothing was typed', () => {
    expect(sentRule({ ...draft, secret_header_names: ['x-key', 'x-old'] }, [http], 'asst_1')).not.toHaveProperty(
      'secret_headers',
    )
  })
})

it('stores nothing that is stored already', () => {
  const rule = { id: 'r1', name: '', kind: 'static', output: '1', delay_ms: 0, when: null } as const
  const stored: AssistantResponders = {
    ...{ object: 'responders', assistant_id: 'asst_1', for_all_runs: false, locked_rules: [] },
    functions: [{ function: 'f', mode: 'always', rules: [rule, http] }],
  }
  const { secret_header_names: _names, ...sent } = http
  const { when: _when, ...asTyped } = rule
  const body = (output: string) => ({
    functions: [{ function: 'f', mode: 'always' as const, rules: [{ ...asTyped, output }, sent] }],
  })
  expect(isSameBody(body('1'), stored)).toBe(true)
  expect(isSameBody(body('2'), stored)).toBe(false)
  expect(isSameBody({ ...body('1'), for_all_runs: true }, stored)).toBe(false)
})
