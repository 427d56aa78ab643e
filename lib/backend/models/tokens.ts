import type { ContentPart } from '@/lib/protocol/message'
import type { ChatTurn, ModelInput } from './model'

// A token here is a CJK character, up to eight letters, up to three digits or one other sign, with the space before it.
// Real tokenizers differ by a third either way; what matters is that the count is stable and never far off.
const SPACE = 1
const IDEOGRAPH = 2
const LETTER = 4
const DIGIT = 8
const OTHER = 16

const kinds = [
  [SPACE, /\s/u],
  [IDEOGRAPH, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u],
  [LETTER, /[\p{L}\p{M}]/u],
  [DIGIT, /\p{N}/u],
] as const

const MAX_LETTERS = 8
const MAX_DIGITS = 3

/** What a service charges for the frame around a message, and for an image of low detail. */
const TOKENS_AROUND_TURN = 4
const TOKENS_OF_IMAGE = 85

/** Cuts a text into tokens, one when it is asked for; joined again they are the text. */
export function* tokensOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = endOfToken(text, start)
    yield text.slice(start, end)
    start = end
  }
}

/** How many tokens a text has, by the rule that the scripted model writes by. A text of any length takes no room. */
export function countTokens(text: string): number {
  let count = 0
  for (let start = 0; start < text.length; start = endOfToken(text, start)) count += 1
  return count
}

function endOfToken(text: string, start: number): number {
  let at = start
  while (at < text.length && kindAt(text, at) === SPACE) at += 1
  if (at === text.length) return at
  const kind = kindAt(text, at)
  at += widthAt(text, at)
  if (kind & IDEOGRAPH || kind === OTHER) return at
  const part = kind & LETTER ? LETTER : DIGIT
  for (let left = part === LETTER ? MAX_LETTERS - 1 : MAX_DIGITS - 1; left > 0 && at < text.length; left -= 1) {
    if (!(kindAt(text, at) & part)) break
    at += widthAt(text, at)
  }
  return at
}

const widthAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

/** What the code points of the first plane are; 0 where nobody has asked yet: to ask each time takes far longer. */
const known = new Uint8Array(0x10000)

/** An ideograph is a letter or a digit, too, where it stands behind one. */
function kindAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0
  if (code > 0xffff) return kindOf(code)
  return (known[code] ||= kindOf(code))
}

function kindOf(code: number): number {
  const sign = String.fromCodePoint(code)
  return kinds.reduce((kind, [bit, pattern]) => (pattern.test(sign) ? kind | bit : kind), 0) || OTHER
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
  const reasoning = turn.role === 'user' ? 0 : countTokens(turn.reasoning?.text ?? '')
  return TOKENS_AROUND_TURN + content.reduce((sum, count) => sum + count, reasoning)
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
