import { countInPieces } from '../count-in-pieces'
import type { FullContext } from './full-context'
import type { ChatTurn, ModelInput } from '../model'
import { countPromptTokens } from '../tokens'

export interface Shortened {
  readonly input: ModelInput
  /** How many messages and rounds of calls are not in it any more. */
  readonly leftOut: number
}

/** Other tokenizers count otherwise in each part of a text, and the window holds more than the messages. */
const MARGIN = 0.9

/**
 * The input with so many of its oldest turns left out that it should fit; undefined when none can be left out. The
 * newest message of a user, what came last, and the instructions always stay, and calls stay with their outputs.
 */
export async function shortenInput(input: ModelInput, context: FullContext): Promise<Shortened | undefined> {
  const size = await sizeOf(input)
  return shortenBy(input, size - targetOf(size, context, input.max_completion_tokens ?? 0))
}

/** The same by so many of our tokens. */
export async function shortenBy(input: ModelInput, excess: number): Promise<Shortened | undefined> {
  const left = leftOutOf(input.turns, await countInPieces(input.turns), excess)
  if (left.size === 0) return undefined
  return { input: { ...input, turns: input.turns.filter((_, index) => !left.has(index)) }, leftOut: left.size }
}

/** How large an input is, in our tokens; others are let in while it is counted. */
export async function sizeOf(input: ModelInput): Promise<number> {
  await countInPieces(input.turns)
  return countPromptTokens(input)
}

/** How large the input is to be, in our tokens: by what the endpoint tells of its own, else half of what it is. */
function targetOf(size: number, { window, given }: FullContext, reserved: number): number {
  const half = size / 2
  if (window === undefined) return half
  const room = Math.max(0, window - reserved) * MARGIN
  if (given !== undefined && given > room) return (size * room) / given
  return Math.min(room, half)
}

/** Which turns to leave out: first what is older than the newest question, then older rounds of calls behind it. */
function leftOutOf(turns: readonly ChatTurn[], sizes: readonly number[], excess: number): ReadonlySet<number> {
  const question = turns.findLastIndex(({ role }) => role === 'user')
  const left = new Set<number>()
  let freed = 0
  for (const index of turns.slice(0, -1).keys()) {
    if (index === question) continue
    // Many models want a conversation to begin with its user.
    const isBeginning = index > question || turns[index]?.role === 'user'
    if (freed >= excess && isBeginning) break
    left.add(index)
    freed += sizes[index] ?? 0
  }
  return left
}
