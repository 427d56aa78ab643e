import { describe, expect, it } from 'vitest'
import type { LastError } from '@/lib/protocol/run'
import { lastErrorFor } from '@/lib/run/own-failures'
import { failureOf, type FailureKind } from './failure'

const at = 'The model endpoint api.example.com'

type Said = readonly [kind: FailureKind, code: LastError['code'], message: string]

/** What this server writes of endpoints, and what backends elsewhere write. */
const said: readonly Said[] = [
  ['rate_limit', 'rate_limit_exceeded', 'The scenario rate-limited refuses every request, as a busy model would.'],
  ['rate_limit', 'rate_limit_exceeded', ''],
  ['quota', 'rate_limit_exceeded', 'You exceeded your current quota, please check your plan and billing details.'],
  ['unknown_model', 'invalid_prompt', 'No model endpoint offers the model gpt-9. Offered are gpt-4o.'],
  ['unknown_model', 'invalid_prompt', 'There is no model scenario/none. There are scripted.'],
  ['model_not_found', 'server_error', "The requested model 'gpt-9' does not exist."],
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
  ['refused_parameter', 'invalid_prompt', `${at} answered 400: Unsupported parameter: 'temperature'.`],
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

const quotaWords =
  'You exceeded your current quota, please check your plan and billing details. For more information on'
const metric = 'Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests'
const azureLimit =
  'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-02-01 have exceeded token ' +
  'rate limit of your current OpenAI S0 pricing tier.'

/** What endpoints say with a status, in their own words. */
const answered: Readonly<Record<string, readonly (readonly [FailureKind, number, string])[]>> = {
  OpenAI: [
    ['rate_limit', 429, 'Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000. Please try again in 6s.'],
    [
      'rate_limit',
      429,
      'Rate limit reached for gpt-4o on requests per min. Limit: 3 / min. Please try again in 20s. Please add a payment ' +
        'method to your account to increase your rate limit. Visit https://platform.openai.com/account/billing',
    ],
    [
      'context_length',
      429,
      'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 36278. The input or output tokens ' +
        'must be reduced in order to run successfully.',
    ],
    ['quota', 429, `${quotaWords} this error, read the docs: https://platform.openai.com/docs/guides/error-codes.`],
    ['quota', 429, 'Your account is not active, please check your billing details on our website.'],
    ['overloaded', 429, 'The engine is currently overloaded, please try again later'],
    ['model_not_found', 404, 'The model `gpt-9` does not exist or you do not have access to it.'],
    ['invalid_key', 401, 'Incorrect API key provided: [key].'],
    ['context_length', 400, "This model's maximum context length is 8192 tokens. However, your messages resulted in"],
    ['context_length', 400, 'Your input exceeds the context window of this model. Please adjust your input.'],
  ],
  Azure: [
    [
      'rate_limit',
      429,
      `${azureLimit} Please retry after 20 seconds. Please go here: https://aka.ms/oai/quotaincrease`,
    ],
    ['rate_limit', 429, `${azureLimit} Please retry after 1 second.`],
    ['overloaded', 429, 'The system is currently experiencing high demand and cannot process your request.'],
    ['model_not_found', 404, 'The API deployment for this resource does not exist. If you created the deployment'],
    ['wrong_address', 404, 'Resource not found'],
    ['invalid_key', 401, 'Access denied due to invalid subscription key or wrong API endpoint.'],
    [
      'content_filter',
      400,
      "The response was filtered due to the prompt triggering Azure's content management policy.",
    ],
  ],
  Gemini: [
    ['rate_limit', 429, `${quotaWords} this error, head to: …\n* ${metric}, limit: 20\nPlease retry in 31.2s.`],
    // The plan does not have this model at all: it says when to retry all the same.
    ['quota', 429, `${quotaWords} this error, head to: …\n* ${metric}, limit: 0, model: a\nPlease retry in 31.2s.`],
    ['rate_limit', 429, 'Resource has been exhausted (e.g. check quota).'],
    ['context_length', 400, 'The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).'],
    ['invalid_key', 400, 'API key not valid. Please pass a valid API key.'],
    ['model_not_found', 404, 'models/gemini-9 is not found for API version v1main, or is not supported for this.'],
    ['overloaded', 503, 'The model is overloaded. Please try again later.'],
  ],
  Anthropic: [
    [
      'rate_limit',
      429,
      'This request would exceed the rate limit for your organization of 20,000 input tokens per minute. Please reduce ' +
        'the prompt length or the maximum tokens requested, or try again later.',
    ],
    ['quota', 400, 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing'],
    ['context_length', 400, 'prompt is too long: 209000 tokens > 200000 maximum'],
    ['model_not_found', 404, 'model: claude-9'],
    ['overloaded', 529, 'Overloaded'],
  ],
  DeepSeek: [
    ['quota', 402, 'Insufficient Balance'],
    ['rate_limit', 429, 'You are sending requests too quickly.'],
    ['model_not_found', 400, 'Model Not Exist'],
    ['content_filter', 400, 'Content Exists Risk'],
    ['invalid_key', 401, 'Authentication Fails, Your api key: ****abcd is invalid'],
    ['overloaded', 503, 'Service is too busy. We advise users to temporarily switch to alternative providers.'],
  ],
  DashScope: [
    ['rate_limit', 429, 'Requests rate limit exceeded, please try again later.'],
    ['rate_limit', 429, 'Allocated quota exceeded, please increase your quota limit.'],
    ['rate_limit', 429, `${quotaWords} this, read https://help.aliyun.com/zh/model-studio/error-code#token-limit`],
    ['quota', 400, 'Access denied, please make sure your account is in good standing.'],
    ['quota', 403, 'The free tier of the model has been exhausted.'],
    ['context_length', 400, 'Range of input length should be [1, 30720]'],
    ['content_filter', 400, 'Input data may contain inappropriate content.'],
  ],
  Qianfan: [
    ['rate_limit', 429, 'Rpm rate limit exceeded'],
    ['rate_limit', 429, 'Tpm rate limit exceeded'],
    ['rate_limit', 200, 'Open api qps request limit reached'],
    ['context_length', 400, 'Prompt tokens too long'],
    ['model_not_found', 400, 'invalid_model'],
    ['quota', 429, '账户余额不足'],
  ],
  vLLM: [
    ['context_length', 400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens."],
    ['context_length', 400, 'The decoder prompt (length 5000) is longer than the maximum model length of 4096.'],
    ['model_not_found', 404, 'The model `x` does not exist.'],
    ['invalid_key', 401, 'Unauthorized'],
  ],
  Ollama: [
    ['model_not_found', 404, 'model "llama9" not found, try pulling it first'],
    ['overloaded', 503, 'server busy, please try again. maximum pending requests exceeded'],
    ['context_length', 400, 'the input length exceeds the context length'],
  ],
  'anyone who sends Retry-After': [
    ['rate_limit', 429, ' and asks to wait 20 s: You exceeded your current quota, please check your plan.'],
    ['rate_limit', 429, 'too many tokens per minute'],
    ['rate_limit', 429, '请求过于频繁，请在 20 秒后重试'],
  ],
}

const codeOf = (status: number): LastError['code'] =>
  status === 429 ? 'rate_limit_exceeded' : [400, 413, 422].includes(status) ? 'invalid_prompt' : 'server_error'

const spoken = Object.entries(answered).flatMap(([who, rows]) => rows.map((row) => [who, ...row] as const))

describe('the failure that an error is about', () => {
  it.each(said)('%s: %s %s', (kind, code, message) => {
    expect(failureOf({ code, message })).toBe(kind)
  })

  it.each(spoken)('in the words of %s is %s: %i %s', (_, kind, status, words) => {
    const message = `${at} answered ${status}${words.startsWith(' and') ? words : `: ${words}`}`
    expect(failureOf({ code: codeOf(status), message })).toBe(kind)
  })

  it('is this server’s own where it wrote the sentence', () => {
    expect(failureOf(lastErrorFor('stopped_often'))).toBe('stopped_often')
    expect(failureOf(lastErrorFor('log_damaged'))).toBe('log_damaged')
  })

  it('is nothing special where another service has a code of its own', () => {
    expect(failureOf({ code: 'something_else' as 'server_error', message: '' })).toBe('server_error')
  })
})
