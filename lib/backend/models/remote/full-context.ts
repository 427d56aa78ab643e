// Endpoints have many words for a conversation that is longer than the model reads. This is the one list of them.
import { wordsOf } from './reported-error'

/** What an endpoint tells of a prompt that was too long, in its own tokens, as far as it tells it. */
export interface FullContext {
  /** How many the model reads. */
  readonly window: number | undefined
  /** How many it was given. */
  readonly given: number | undefined
}

const signs: readonly RegExp[] = [
  // OpenAI and whoever takes over its codes; llama.cpp
  /context_length_exceeded|exceed_context_size/i,
  // OpenAI, vLLM, DeepSeek, Mistral, Fireworks, xAI, SiliconFlow
  /max(?:imum)?[ _](?:context|prompt|model|seq(?:uence)?)[ _]len/i,
  // llama.cpp, Ollama, Anthropic, MiniMax, OpenAI
  /exceed\w* (?:the |max(?:imum)? |model(?:'s)? |available |this )*context/i,
  /context (?:length|size|window|limit)\b.{0,40}\bexceed/i,
  /input length\b.{0,40}\bexceed/i,
  // LM Studio
  /context (?:length|window) of only|n_keep\D+\d+\s*>=?\s*n_ctx/i,
  // Anthropic, Ollama, Qianfan, Bedrock, Zhipu
  /(?:prompt|prompt tokens|input|context) (?:is )?too long|prompt exceeds max length|prompt\s*超长/i,
  // Qwen
  /range of input length should be/i,
  // Gemini
  /input token count.{0,40}\bexceed/i,
  // Moonshot, Groq, Cohere, TGI
  /exceeded model token limit|reduce the length of the messages|too many tokens: total|inputs`? tokens \+/i,
]

const NUMBER = String.raw`(\d[\d,]*)`
const patterns = (...sources: readonly string[]) => sources.map((source) => new RegExp(source, 'i'))

const windowSizes = patterns(
  String.raw`n_ctx\D{0,4}${NUMBER}`,
  `${NUMBER} maximum context length`,
  String.raw`maximum number of tokens allowed\D{0,4}${NUMBER}`,
  String.raw`range of input length should be \[\d+,\s*${NUMBER}`,
  String.raw`(?:context|prompt|model|seq(?:uence)?)[ _](?:length|len|size|window)(?: of only| limit| is|:)?\s*\(?${NUMBER}`,
  String.raw`model token limit\D{0,4}${NUMBER}`,
  String.raw`(?:cannot exceed|must be <=|>)\s*${NUMBER}`,
)

const promptSizes = patterns(
  `${NUMBER} (?:tokens )?in the messages`,
  String.raw`given:\s*${NUMBER}`,
  String.raw`(?:requested|resulted in|contains|received|prompt_tokens|token count|request has|prompt is too long|prompt|n_keep)\W{0,4}${NUMBER}`,
  String.raw`request \(${NUMBER} tokens`,
)

/** What an error says of a full context; undefined when the error is about something else. */
export function fullContextIn(error: unknown): FullContext | undefined {
  const { code, type, n_ctx, n_prompt_tokens } = (error ?? {}) as Readonly<Record<string, unknown>>
  const words = wordsOf(error)
  const said = [code, type, words].map((each) => (typeof each === 'string' ? each : '')).join('\n')
  if (!signs.some((sign) => sign.test(said))) return undefined
  return {
    window: typeof n_ctx === 'number' ? n_ctx : firstNumber(words, windowSizes),
    given: typeof n_prompt_tokens === 'number' ? n_prompt_tokens : firstNumber(words, promptSizes),
  }
}

function firstNumber(words: string, expressions: readonly RegExp[]): number | undefined {
  const found = expressions.map((expression) => expression.exec(words)?.[1]).find((number) => number !== undefined)
  return found === undefined ? undefined : Number(found.replaceAll(',', ''))
}
