import { countInPieces } from '../count-in-pieces'
import type { Model } from '../model'
import { paced, type Pacing } from '../pacing'
import type { RunScript } from './script-thread'
import { toChunks } from './scripted-turn'

/**
 * A stand-in for a language model: deterministic, offline, made of rules, and saying so. What it does is written down
 * in docs/scripted-model.md. It knows nothing but its input.
 */
export const createScriptedModel = (run: RunScript, pacing: Pacing): Model =>
  async function* (input) {
    await countInPieces(input.turns)
    yield* paced(toChunks(await run('scripted', input), input), pacing, input.signal)
  }
