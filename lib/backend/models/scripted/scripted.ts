import { countInPieces } from '../count-in-pieces'
import type { Model, ModelInput } from '../model'
import { paced, type Pacing } from '../pacing'
import type { RunScript } from './script-thread'
import { toChunks } from './scripted-turn'

/**
 * A stand-in for a language model: deterministic, offline, made of rules, and saying so. What it does is written down
 * in docs/scripted-model.md. It knows nothing but its input.
 */
export function createScriptedModel(run: RunScript, pacing: Pacing): Model {
  return (input) => paced(() => chunksOf(input), pacing, input.signal)

  async function chunksOf(input: ModelInput) {
    await countInPieces(input.turns)
    return toChunks(await run('scripted', input), input)
  }
}
