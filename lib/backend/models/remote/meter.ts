import type { Usage } from '@/lib/protocol/run'
import { countTokens } from '@/lib/run/tokens'
import { tooLong, type Endpoint } from './endpoint-errors'
import type { ModelChunk, ModelInput } from '../model'
import { countPromptTokens } from '../tokens'

/** As much as a request to this server may carry by default. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

export type Meter = ReturnType<typeof createMeter>

/** Counts what is written, and ends an answer that is longer than any answer: what is heard counts, said or not. */
export function createMeter(endpoint: Endpoint) {
  let tokens = 0
  let bytes = 0
  const written = { hasText: false, hasReasoning: false }
  return {
    written: () => written,
    hear(texts: Iterable<string>) {
      for (const text of texts) bytes += Buffer.byteLength(text)
      if (bytes > MAX_ANSWER_BYTES) throw tooLong(endpoint, MAX_ANSWER_BYTES)
    },
    *measured(pieces: Iterable<ModelChunk>): Generator<ModelChunk> {
      for (const piece of pieces) {
        for (const text of textsOf(piece)) tokens += countTokens(text)
        written.hasText ||= piece.type === 'text' || piece.type === 'refusal'
        written.hasReasoning ||= piece.type === 'reasoning'
        yield piece
      }
    },
    /** Where the endpoint counts nothing: the tokens of what was asked and written, as we count them. */
    estimate(input: ModelInput): Usage {
      const prompt = countPromptTokens(input)
      return { prompt_tokens: prompt, completion_tokens: tokens, total_tokens: prompt + tokens }
    },
  }
}

function textsOf(piece: ModelChunk): readonly string[] {
  if (piece.type === 'call') return [piece.name ?? '', piece.arguments ?? '']
  return 'text' in piece ? [piece.text] : []
}
