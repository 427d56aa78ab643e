import { setImmediate as immediate } from 'node:timers/promises'
import type { ChatTurn } from './model'
import { countTurnTokens } from './tokens'

/** After so many tokens others are let in. */
const TOKENS_AT_ONCE = 20_000

/** The size of each turn, in tokens. Counted turns are remembered, so who counts them again has it at once. */
export async function countInPieces(turns: readonly ChatTurn[]): Promise<readonly number[]> {
  const sizes: number[] = []
  let tokens = 0
  for (const turn of turns) {
    const size = countTurnTokens(turn)
    sizes.push(size)
    tokens += size
    if (tokens < TOKENS_AT_ONCE) continue
    tokens = 0
    await immediate()
  }
  return sizes
}
