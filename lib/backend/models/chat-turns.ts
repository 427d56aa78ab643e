import type { ContentPart } from '@/lib/protocol/message'
import { DEFAULT_SAMPLING } from '@/lib/run/default-sampling'
import type { ChatCall, ChatTurn, ModelInput } from './model'

/** The words of a turn's content; images have none. */
export const textOf = (content: readonly ContentPart[]): string =>
  content
    .map((part) => (part.type === 'text' ? part.text.value : part.type === 'refusal' ? part.refusal : ''))
    .filter((text) => text !== '')
    .join('\n')

/** The content a user has put last, over several messages when they follow each other. */
export function lastUserContent(turns: readonly ChatTurn[]): readonly ContentPart[] {
  const end = turns.findLastIndex((turn) => turn.role === 'user')
  const start = turns.slice(0, end + 1).findLastIndex((turn) => turn.role !== 'user') + 1
  return turns.slice(start, end + 1).flatMap((turn) => (turn.role === 'user' ? turn.content : []))
}

/** The rounds of calls that stand at the very end: what this run has asked for and was given so far. */
export function roundsOf(turns: readonly ChatTurn[]): readonly (readonly ChatCall[])[] {
  const start = turns.findLastIndex((turn) => turn.role !== 'calls') + 1
  return turns.slice(start).flatMap((turn) => (turn.role === 'calls' ? [turn.calls] : []))
}

/**
 * The tool choice that holds for this turn. `required` and a named function ask for one call; once its output is
 * there they are fulfilled, or a run could never come to an answer.
 */
export const toolChoiceNow = (input: Pick<ModelInput, 'tool_choice' | 'turns'>): ModelInput['tool_choice'] =>
  input.tool_choice !== 'none' && input.turns.at(-1)?.role === 'calls' ? 'auto' : input.tool_choice

/** Nobody has set what stands at the wire's default: models have one of their own. */
export const isSetSampling = (sampling: number | null) => sampling !== null && sampling !== DEFAULT_SAMPLING

/** Endpoints refuse a conversation with arguments that are no JSON, for ever; the model sees what it wrote this way. */
export function argumentsAsJson(written: string): string {
  try {
    JSON.parse(written)
    return written
  } catch {
    return JSON.stringify({ invalid_json: written })
  }
}

/** What stands in the place of an image that lies here. */
export const missingImage = (fileId: string) => `(Image ${fileId}: it cannot be shown to this model.)`

/** What stands before a picture that code has drawn, and tells it from one of the user's. */
export const DRAWN = '(Drawn by the code that was run:)'

/** The addresses of what the calls of a turn have drawn. */
export const drawnBy = (calls: readonly ChatCall[]): readonly string[] =>
  calls.flatMap(({ pictures = [] }) => pictures.flatMap(({ url }) => url ?? []))

/** The parts of a message without what code has drawn: each picture goes with the words before it. */
export const withoutDrawn = <Part extends { readonly text?: unknown }>(parts: readonly Part[]): Part[] =>
  parts.filter((part, index) => part.text !== DRAWN && parts[index - 1]?.text !== DRAWN)

/** What endpoints say that take no pictures. */
export const REFUSES_PICTURES = /image|vision|multi-?modal|mmproj|picture|content (?:part|type)|expected (?:a )?string/i
