import { ModelError, type Model, type ModelChunk, type ModelEntry, type ModelInput } from '../model'
import { paced, wait, type Pacing } from '../pacing'
import type { RunScript } from '../scripted/script-thread'
import { finish, textChunks, toChunks, type ScriptedTurn } from '../scripted/scripted-turn'
import type { ScriptName } from '../scripted/scripts'

/** What the names of all scenarios begin with. */
export const SCENARIO_PREFIX = 'scenario/'

const QUEUE_MS = 8_000
const LIFETIME_SECONDS = 20
const TOKENS_BEFORE_FAILURE = 60
const TOKENS_BEFORE_LIMIT = 120
const SLOW_SENTENCE_MS = 1_000

/** More than a run that expires can live through; an end all the same, for clocks that stand still. */
const SLOW_SENTENCES = 60

/** Models that walk one path of the protocol each, whatever is said to them. By their names. */
export function createScenarios(run: RunScript, pacing: Pacing): ReadonlyMap<string, ModelEntry> {
  const script =
    (name: ScriptName): Model =>
    (input) =>
      say(() => run(name, input), input, pacing)

  const entries: Readonly<Record<string, ModelEntry>> = {
    'parallel-tools': { answer: script('parallel-tools') },
    'two-rounds': { answer: script('two-rounds') },
    'slow-queue': { answer: script('scripted'), queueMs: QUEUE_MS },
    'long-answer': { answer: script('long-answer') },
    'rate-limited': { answer: refuseForRate },
    'server-error': { answer: (input) => failWhileWriting(() => run('unfinished', input), input, pacing) },
    'max-tokens': { answer: (input) => say(() => run('unfinished', input), endingSoon(input), pacing) },
    'expires-soon': {
      answer: (input) => outlive(() => run('expires-soon', input), input, pacing),
      lifetimeSeconds: LIFETIME_SECONDS,
    },
    'markdown-showcase': { answer: script('markdown-showcase') },
  }
  return new Map(
    Object.entries(entries).map(([name, entry]) => [`${SCENARIO_PREFIX}${name}`, { ...entry, scripted: true }]),
  )
}

const say = (turn: () => Promise<ScriptedTurn>, input: ModelInput, pacing: Pacing) =>
  paced(async () => toChunks(await turn(), input), pacing, input.signal)

async function* refuseForRate({ signal }: ModelInput): AsyncGenerator<ModelChunk> {
  signal.throwIfAborted()
  throw new ModelError('rate_limit_exceeded', 'The scenario rate-limited refuses every request, as a busy model would.')
}

async function* failWhileWriting(
  turn: () => Promise<ScriptedTurn>,
  input: ModelInput,
  pacing: Pacing,
): AsyncGenerator<ModelChunk> {
  const beginning = [...toChunks(await turn(), { ...input, max_completion_tokens: null })].slice(
    0,
    TOKENS_BEFORE_FAILURE,
  )
  yield* paced(() => beginning, pacing, input.signal)
  throw new ModelError('server_error', 'The scenario server-error fails in the middle of its answer.')
}

const endingSoon = (input: ModelInput): ModelInput => ({
  ...input,
  max_completion_tokens: Math.min(TOKENS_BEFORE_LIMIT, input.max_completion_tokens ?? Infinity),
})

/** Makes its calls and leaves the waiting to the caller; a text is written again and again. */
async function* outlive(
  turn: () => Promise<ScriptedTurn>,
  input: ModelInput,
  pacing: Pacing,
): AsyncGenerator<ModelChunk> {
  const planned = await turn()
  if (planned.kind === 'calls') {
    yield* paced(() => toChunks(planned, input), pacing, input.signal)
    return
  }
  let written = 0
  for (let number = 1; number <= SLOW_SENTENCES; number += 1) {
    for (const { chunk, tokens } of textChunks(`${number}. ${planned.text}\n`)) {
      input.signal.throwIfAborted()
      written += tokens
      yield chunk
    }
    await wait(SLOW_SENTENCE_MS, pacing, input.signal)
  }
  yield finish('stop', input, written)
}
