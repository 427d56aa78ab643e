import type { ContentPart } from '@/lib/protocol/message'
import { countTokens } from '@/lib/run/tokens'
import type { ChatTurn, ModelInput } from './model'
import { remembered } from './remembered'

/** What a service charges for the frame around a message, and for an image of low detail. */
const TOKENS_AROUND_TURN = 4
const TOKENS_OF_IMAGE = 85

/** What one turn adds to a prompt. */
export const countTurnTokens = remembered((turn: ChatTurn): number => {
  const content =
    turn.role === 'calls'
      ? turn.calls.map((call) => countTokens(call.name) + countTokens(call.arguments) + countTokens(call.output))
      : turn.content.map(countPartTokens)
  const reasoning = turn.role === 'user' ? 0 : countTokens(turn.reasoning?.text ?? '')
  return TOKENS_AROUND_TURN + content.reduce((sum, count) => sum + count, reasoning)
})

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
