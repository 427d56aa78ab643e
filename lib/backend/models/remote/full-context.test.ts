import { describe, expect, it } from 'vitest'
import { fullContextIn } from './full-context'

/** As the services write it, with the window and the prompt that they tell. */
const wordings: readonly (readonly [string, number | undefined, number | undefined])[] = [
  [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages.",
    8192,
    9000,
  ],
  [
    "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion).",
    4096,
    4500,
  ],
  [
    "'max_tokens' or 'max_completion_tokens' is too large: 500. This model's maximum context length is 4096 tokens and your request has 3900 input tokens (500 > 4096 - 3900).",
    4096,
    3900,
  ],
  [
    'Your input exceeds the context window of this model. Please adjust your input and try again.',
    undefined,
    undefined,
  ],
  ['prompt is too long: 210000 tokens > 200000 maximum', 200_000, 210_000],
  ['input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000', 200_000, undefined],
  ['request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it', 4096, 9000],
  ['the request exceeds the available context size. try increasing the context size', undefined, undefined],
  ['prompt too long; exceeded max context length by 4 tokens', undefined, undefined],
  ['the input length exceeds the context length', undefined, undefined],
  ['<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]', 30_720, undefined],
  ['The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).', 1_048_576, 1_200_000],
  [
    'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
    32_768,
    40_000,
  ],
  ['Invalid request: Your request exceeded model token limit: 8192 (requested: 9000)', 8192, 9000],
  ['Prompt exceeds max length', undefined, undefined],
  ['Prompt 超长', undefined, undefined],
  ['Prompt tokens too long', undefined, undefined],
  ['Input is too long for requested model.', undefined, undefined],
  ['Please reduce the length of the messages or completion.', undefined, undefined],
  [
    'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens',
    4097,
    5000,
  ],
  ['too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 5000.', 4081, 5000],
  ['The prompt is too long: 10000, model maximum context length: 8192', 8192, 10_000],
  [
    'Trying to keep the first 15000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    4096,
    undefined,
  ],
  [
    'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 15000 >= n_ctx: 4096)',
    4096,
    15_000,
  ],
  ["This model's maximum prompt length is 131072 but the request contains 537812 tokens.", 131_072, 537_812],
  ['length of prompt_tokens (9000) must be less than max_seq_len (8192).', 8192, 9000],
  ['context window exceeds limit', undefined, undefined],
]

describe('a full context', () => {
  it.each(wordings)('is known by: %s', (message, window, given) => {
    expect(fullContextIn({ message })).toEqual({ window, given })
    expect(fullContextIn(message)).toEqual({ window, given })
  })

  it('is known by its code, and by what llama.cpp counts beside its words', () => {
    const code = 'context_length_exceeded'
    expect(fullContextIn({ message: 'Zu lang.', code })).toEqual({ window: undefined, given: undefined })
    const error = { type: 'exceed_context_size_error', message: 'Too long.', n_prompt_tokens: 9000, n_ctx: 4096 }
    expect(fullContextIn(error)).toEqual({ window: 4096, given: 9000 })
  })

  it.each([
    'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.',
    'max_tokens is too large: 100000. This model supports at most 16384 completion tokens.',
    'Roles have to alternate user/assistant/user/assistant.',
    'Invalid value for temperature: must not exceed 2.',
    'You exceeded your current quota, please check your plan and billing details.',
    "Unknown parameter: 'stream_options'.",
    '',
  ])('is not what this is about: %s', (message) => {
    expect(fullContextIn({ message })).toBeUndefined()
  })
})
