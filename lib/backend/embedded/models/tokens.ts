import type { ContentPart } from '@/lib/protocol/message'
import type { ChatTurn, ModelInput } from './model'

// A token here is a CJK character, up to eight letters, up to three digits or one other sign, with the space before it.
// Real tokenizers differ by a third either way; what matters is that the count is stable and never far off.
const TOKEN =
  /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}]{1,8}|\p{N}{1,3}|[^\s\p{L}\p{M}\p{N}])|\s+/gu

/** What a service charges for the frame around a message, and for an image of low detail. */
const TOKENS_AROUND_TURN = 4
const TOKENS_OF_IMAGE = 85

/** Cuts a text into tokens; joined again they are the text. */
export const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? []

/** How many tokens a text has, by the same rule that the scripted model writes by. */
export function countTokens(text: string): number {
  let count = 0
  for (const _ of text.matchAll(TOKEN)) count += 1
  return count
}

/** Turns never change, and are counted again and again: by the engine, by the model, in each turn of a run. */
const counted = new WeakMap<ChatTurn, number>()

/** What one turn adds to a prompt. */
export function countTurnTokens(turn: ChatTurn): number {
  const tokens = counted.get(turn) ?? tokensOfTurn(turn)
  counted.set(turn, tokens)
  return tokens
}

function tokensOfTurn(turn: ChatTurn): number {
  const content =
    turn.role === 'calls'
      ? turn.calls.map((call) => countTokens(call.name) + countTokens(call.arguments) + countTokens(call.output))
      : turn.content.map(countPartTokens)
  return TOKENS_AROUND_TURN + content.reduce((sum, count) => sum + count, 0)
}

/** What a whole prompt costs: instructions, function definitions and turns. */
export function countPromptTokens(input: Pick<ModelInput, 'instructions' | 'functions' | 'turns'>): number {
  const functions = input.functions.length === 0 ? 0 : countTokens(JSON.stringify(input.functions))
  const instructions = input.instructions === '' ? 0 : TOKENS_AROUND_TURN + countTokens(input.instructions)
  return input.turns.reduce((sum, turn) => sum + countTurnTokens(turn), functions + instructions)
}

function countPartTokens(part: ContentPart): number {
  switch (part.type) {
    case 'text':
      return countTokens(part.text.value)
    case 'refusal':
      return countTokens(part.refusal)
    case 'image_url':
    case 'image_file':
      return TOKENS_OF_IMAGE
    default:
      return part satisfies never
  }
}
