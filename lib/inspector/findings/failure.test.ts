import { describe, expect, it } from 'vitest'
import type { LastError } from '@/lib/protocol/run'
import { lastErrorFor } from '@/lib/run/own-failures'
import { failureOf, type FailureKind } from './failure'

const at = 'The model endpoint api.example.com'

/** What this server writes of endpoints, and what services elsewhere write. */
const said: readonly (readonly [FailureKind, LastError['code'], string])[] = [
  ['rate_limit', 'rate_limit_exceeded', `${at} answered 429 and asks to wait 20 s: Rate limit reached for gpt-4o.`],
  ['rate_limit', 'rate_limit_exceeded', 'The scenario rate-limited refuses every request, as a busy model would.'],
  ['rate_limit', 'rate_limit_exceeded', `${at} answered 429: too many tokens per minute`],
  ['rate_limit', 'rate_limit_exceeded', ''],
  ['quota', 'rate_limit_exceeded', 'You exceeded your current quota, please check your plan and billing details.'],
  ['quota', 'server_error', `${at} answered 402: Insufficient Balance`],
  ['quota', 'rate_limit_exceeded', `${at} answered 429: 账户余额不足`],
  ['unknown_model', 'invalid_prompt', 'No model endpoint offers the model gpt-9. Offered are gpt-4o.'],
  ['unknown_model', 'invalid_prompt', 'There is no model scenario/none. There are scripted.'],
  [
    'unknown_model',
    'server_error',
    `${at} answered 404: The model 'gpt-9' does not exist or you have no access to it.`,
  ],
  ['unknown_model', 'server_error', `${at} answered 404: model "llama9" not found, try pulling it first`],
  ['invalid_key', 'server_error', `${at} answered 401: Incorrect API key provided: [key].`],
  ['invalid_key', 'server_error', `${at} answered 403.`],
  [
    'locked_key',
    'invalid_prompt',
    "The key of the model endpoint 'a' was encrypted with another SECRET_KEY or secret.key.",
  ],
  ['unreachable', 'server_error', `${at} could not be reached (ECONNREFUSED).`],
  ['wrong_address', 'server_error', `${at} answered 404.`],
  [
    'wrong_address',
    'server_error',
    `${at} answered with text/html instead of a stream of events. Does its address end`,
  ],
  ['wrong_address', 'server_error', `${at} redirects to https://a.example (308), which is not followed: give the`],
  ['context_length', 'invalid_prompt', `${at} answered 400: This model's maximum context length is 8192 tokens.`],
  ['context_length', 'invalid_prompt', `${at} answered 400: prompt is too long: 209000 tokens > 200000 maximum`],
  ['refused_parameter', 'invalid_prompt', `${at} answered 400: Unsupported parameter: 'temperature'.`],
  ['content_filter', 'invalid_prompt', `${at} answered 400: filtered by the content management policy.`],
  ['silent', 'server_error', `${at} sent nothing for 120 s; it was given up.`],
  [
    'cut_off',
    'server_error',
    `The answer of the model endpoint api.example.com was cut off in the middle (ECONNRESET).`,
  ],
  ['overloaded', 'server_error', `${at} answered 503: overloaded`],
  ['invalid_prompt', 'invalid_prompt', `${at} answered 422: messages: field required`],
  ['server_error', 'server_error', 'The scenario server-error fails in the middle of its answer.'],
  ['server_error', 'server_error', 'Sorry, something went wrong.'],
]

describe('the failure that an error is about', () => {
  it.each(said)('%s: %s %s', (kind, code, message) => {
    expect(failureOf({ code, message })).toBe(kind)
  })

  it('is this server’s own where it wrote the sentence', () => {
    expect(failureOf(lastErrorFor('stopped_often'))).toBe('stopped_often')
    expect(failureOf(lastErrorFor('log_damaged'))).toBe('log_damaged')
  })

  it('is nothing special where another service has a code of its own', () => {
    expect(failureOf({ code: 'something_else' as 'server_error', message: '' })).toBe('server_error')
  })
})
