import { createHash } from 'node:crypto'
import { countTokens, tokensOf } from '@/lib/run/tokens'
import type { FinishReason, ModelChunk, ModelInput } from '../model'
import { countPromptTokens } from '../tokens'

/** What a script has decided to do with a turn. */
export type ScriptedTurn =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly ScriptedCall[] }

interface ScriptedCall {
  readonly name: string
  readonly arguments: string
}

/** A turn token by token, as a model would write it; cut at the token limit, with usage at its end. */
export function* toChunks(turn: ScriptedTurn, input: ModelInput): Generator<ModelChunk> {
  const limit = input.max_completion_tokens ?? Infinity
  let written = 0
  for (const chunk of turn.kind === 'text' ? textChunks(turn.text) : callChunks(turn.calls, input)) {
    if (written + chunk.tokens > limit) {
      yield finish('length', input, written)
      return
    }
    written += chunk.tokens
    yield chunk.chunk
  }
  yield finish(turn.kind === 'text' ? 'stop' : 'tool_calls', input, written)
}

/** The last chunk of an answer of so many tokens. */
export function finish(reason: FinishReason, input: ModelInput, written: number): ModelChunk {
  const prompt = countPromptTokens(input)
  const usage = { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
  return { type: 'finish', reason, usage }
}

interface Counted {
  readonly chunk: ModelChunk
  readonly tokens: number
}

export function* textChunks(text: string): Generator<Counted> {
  for (const token of tokensOf(text)) yield { chunk: { type: 'text', text: token }, tokens: 1 }
}

/** In so many pieces a call is written: nobody has to watch long code come token by token. */
const MAX_PIECES = 120

function* callChunks(calls: readonly ScriptedCall[], input: ModelInput): Generator<Counted> {
  for (const [index, call] of calls.entries()) {
    const { name } = call
    yield {
      chunk: { type: 'call', index, id: idOf(call, index, input), name, arguments: '' },
      tokens: countTokens(name),
    }
    const tokens = [...tokensOf(call.arguments)]
    const size = Math.ceil(tokens.length / MAX_PIECES)
    for (let start = 0; start < tokens.length; start += size) {
      const piece = tokens.slice(start, start + size)
      yield { chunk: { type: 'call', index, arguments: piece.join('') }, tokens: piece.length }
    }
  }
}

/** The same call at the same place of the same conversation has the same id. */
function idOf(call: ScriptedCall, index: number, { turns }: ModelInput): string {
  const place = JSON.stringify([turns.length, index, call.name, call.arguments])
  return `call_${createHash('sha256').update(place).digest('hex').slice(0, 24)}`
}
