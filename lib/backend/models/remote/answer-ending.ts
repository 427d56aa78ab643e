import { cutOff, type Endpoint } from './endpoint-errors'
import { ModelError, type FinishReason } from '../model'

/** What is known of an answer when nothing more of it comes. */
export interface AnswerState {
  /** What the endpoint called the end, if it said anything. */
  readonly said: string | undefined
  readonly hasText: boolean
  readonly calls: 'none' | 'half' | 'whole'
  readonly hasReasoning: boolean
}

const LENGTH = 'length'
const FILTER = 'content_filter'

/** The words of different services for the ends that mean something else than a plain end. */
const knownReasons: Readonly<Record<string, FinishReason>> = {
  tool_calls: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  length: LENGTH,
  max_tokens: LENGTH,
  max_output_tokens: LENGTH,
  max_completion_tokens: LENGTH,
  model_length: LENGTH,
  content_filter: FILTER,
  content_filtered: FILTER,
  safety: FILTER,
  sensitive: FILTER,
  refusal: FILTER,
}

/** What an end means that is no plain end; undefined for words that nobody knows. */
export const knownReason = (said: string): FinishReason | undefined => knownReasons[said.toLowerCase()]

/**
 * How an answer ended. Throws `ModelError` where it did not: the one table of what an endpoint's last words, or the
 * lack of them, mean.
 *
 * | said | written | means |
 * |---|---|---|
 * | `error` | anything | failed |
 * | a token limit, a filter | anything | incomplete |
 * | another end, `[DONE]`, a clean close | calls | calls; without an end that was said they must be whole |
 * | the same | text | completed |
 * | the same | reasoning only | failed: there is no answer |
 * | another end | nothing | completed, with an empty message |
 * | `[DONE]`, a clean close | nothing | failed |
 */
export function endingOf(state: AnswerState, endpoint: Endpoint): FinishReason {
  const { said, hasText, calls, hasReasoning } = state
  const { host } = endpoint
  const reason = said?.toLowerCase()
  if (reason === 'error') throw failed(`The model endpoint ${host} gave up in the middle.`)
  const known = reason === undefined ? undefined : knownReason(reason)
  if (known === LENGTH || known === FILTER) return known
  if (calls === 'half' && reason === undefined) throw cutOff(endpoint)
  // Some endpoints say `stop` after calls; a reason of their own (`eos`, `end_turn`) is a plain end.
  if (calls !== 'none') return 'tool_calls'
  if (hasText) return 'stop'
  if (hasReasoning) throw failed(`The model endpoint ${host} sent reasoning and no answer.`)
  if (reason === undefined) throw failed(`The model endpoint ${host} ended its answer before it had begun.`)
  return 'stop'
}

const failed = (message: string) => new ModelError('server_error', message)
