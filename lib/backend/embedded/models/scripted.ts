import { toolChoiceNow } from './chat-turns'
import { countInPieces } from './count-in-pieces'
import { chooseCalls, forceCall } from './function-choice'
import type { Model, ModelInput } from './model'
import { paced, type Pacing } from './pacing'
import type { PlannedCall } from './planned-call'
import { answerTo, questionOf, type Question } from './scripted-answer'
import { toChunks, type ScriptedTurn } from './scripted-turn'

/**
 * A stand-in for a language model: deterministic, offline, made of rules, and saying so. What it does is written down
 * in docs/scripted-model.md. It knows nothing but its input.
 */
export const createScriptedModel = (pacing: Pacing): Model =>
  async function* (input) {
    await countInPieces(input.turns)
    yield* paced(toChunks(planTurn(input), input), pacing, input.signal)
  }

/** Calls that the message asks for and that were not made yet; else an answer. */
export function planTurn(input: ModelInput): ScriptedTurn {
  const question = questionOf(input)
  const calls = callsFor(question, input)
  if (calls.length === 0) return { kind: 'text', text: answerTo(question, input) }
  return { kind: 'calls', calls: input.parallel_tool_calls ? calls : calls.slice(0, 1) }
}

function callsFor({ message, outputs }: Question, input: ModelInput): readonly PlannedCall[] {
  const choice = toolChoiceNow(input)
  if (choice === 'none') return []
  const answered = new Set(outputs.map(({ name }) => name))
  if (typeof choice === 'object' && choice.type === 'function') {
    const [named] = input.functions.filter(({ name }) => name === choice.function.name)
    return named ? forceCall(message, [named]) : []
  }
  const chosen = chooseCalls(message, input.functions).filter(({ name }) => !answered.has(name))
  if (chosen.length > 0 || choice !== 'required') return chosen
  const [first, ...others] = input.functions
  return first ? forceCall(message, [first, ...others]) : []
}
