import type { FunctionDefinition } from '@/lib/protocol/tool'
import { roundsOf } from './chat-turns'
import type { Language } from './language'
import { writeLongText } from './long-text'
import { markdownShowcase } from './markdown-showcase'
import { ModelError, type Model, type ModelChunk, type ModelEntry, type ModelInput } from './model'
import { paced, wait, type Pacing } from './pacing'
import { planCalls, type PlannedCall } from './planned-call'
import { answerTo, questionOf } from './scripted-answer'
import { finish, textChunks, toChunks, type ScriptedTurn } from './scripted-turn'
import { planTurn } from './scripted'

/** What the names of all scenarios begin with. */
export const SCENARIO_PREFIX = 'scenario/'

const QUEUE_MS = 8_000
const LIFETIME_SECONDS = 20
const LONG_ANSWER_LENGTH = 1_500
const TOKENS_BEFORE_FAILURE = 60
const TOKENS_BEFORE_LIMIT = 120
const SLOW_SENTENCE_MS = 1_000

/** More than a run that expires can live through; an end all the same, for clocks that stand still. */
const SLOW_SENTENCES = 60

type SayIn = Readonly<Record<Language, string>>

const NO_FUNCTIONS: SayIn = {
  en: 'This scenario shows function calls, and this assistant has no functions to call. Give it one, or two.',
  zh: '这个场景演示函数调用，但该助手没有可调用的函数。请先给它添加一两个函数。',
}
const SLOW: SayIn = {
  en: 'This scenario writes slowly until its run expires.',
  zh: '这个场景会慢慢地写，直到运行过期。',
}
const UNFINISHED: SayIn = { en: 'an answer that is not finished', zh: '一个没有写完的回答' }

/** Models that walk one path of the protocol each, whatever is said to them. By their names. */
export function createScenarios(pacing: Pacing): ReadonlyMap<string, ModelEntry> {
  const turns =
    (plan: (input: ModelInput) => ScriptedTurn): Model =>
    (input) =>
      paced(toChunks(plan(input), input), pacing, input.signal)

  const entries: Readonly<Record<string, ModelEntry>> = {
    'parallel-tools': { answer: turns(planParallel) },
    'two-rounds': { answer: turns(planTwoRounds) },
    'slow-queue': { answer: turns(planTurn), queueMs: QUEUE_MS },
    'long-answer': { answer: turns(planLongAnswer) },
    'rate-limited': { answer: refuseForRate },
    'server-error': { answer: (input) => failWhileWriting(input, pacing) },
    'max-tokens': { answer: (input) => paced(endAtLimit(input), pacing, input.signal) },
    'expires-soon': { answer: (input) => outlive(input, pacing), lifetimeSeconds: LIFETIME_SECONDS },
    'markdown-showcase': { answer: turns(() => ({ kind: 'text', text: markdownShowcase })) },
  }
  return new Map(
    Object.entries(entries).map(([name, entry]) => [`${SCENARIO_PREFIX}${name}`, { ...entry, scripted: true }]),
  )
}

const answer = (input: ModelInput): ScriptedTurn => ({ kind: 'text', text: answerTo(questionOf(input), input) })

const say = (words: SayIn, input: ModelInput): ScriptedTurn => ({
  kind: 'text',
  text: words[questionOf(input).language],
})

/** Two calls in the first turn: of two functions, or twice of the only one. */
function planParallel(input: ModelInput): ScriptedTurn {
  if (roundsOf(input.turns).length > 0) return answer(input)
  const [first, second] = callable(input)
  if (!first) return say(NO_FUNCTIONS, input)
  const calls = [first, second ?? first].map((definition) => firstCall(definition, input))
  return { kind: 'calls', calls: input.parallel_tool_calls ? calls : calls.slice(0, 1) }
}

/** A call, another one after its output, and only then an answer. */
function planTwoRounds(input: ModelInput): ScriptedTurn {
  const round = roundsOf(input.turns).length
  if (round >= 2) return answer(input)
  const functions = callable(input)
  const definition = functions[round] ?? functions[0]
  return definition ? { kind: 'calls', calls: [firstCall(definition, input)] } : say(NO_FUNCTIONS, input)
}

function planLongAnswer(input: ModelInput): ScriptedTurn {
  const { language } = questionOf(input)
  const topic = language === 'zh' ? '长回答' : 'long answers'
  return { kind: 'text', text: writeLongText({ topic, length: LONG_ANSWER_LENGTH }, language) }
}

const callable = ({ tool_choice, functions }: ModelInput): readonly FunctionDefinition[] =>
  tool_choice === 'none' ? [] : functions

function firstCall(definition: FunctionDefinition, input: ModelInput): PlannedCall {
  const [call] = planCalls(definition, questionOf(input).message)
  return call ?? { name: definition.name, arguments: '{}', isGrounded: false }
}

async function* refuseForRate({ signal }: ModelInput): AsyncGenerator<ModelChunk> {
  signal.throwIfAborted()
  throw new ModelError('rate_limit_exceeded', 'The scenario rate-limited refuses every request, as a busy model would.')
}

const unfinishedText = (input: ModelInput) => {
  const { language } = questionOf(input)
  return writeLongText({ topic: UNFINISHED[language], length: LONG_ANSWER_LENGTH }, language)
}

async function* failWhileWriting(input: ModelInput, pacing: Pacing): AsyncGenerator<ModelChunk> {
  const beginning = [...textChunks(unfinishedText(input))].slice(0, TOKENS_BEFORE_FAILURE)
  yield* paced(
    beginning.map(({ chunk }) => chunk),
    pacing,
    input.signal,
  )
  throw new ModelError('server_error', 'The scenario server-error fails in the middle of its answer.')
}

function* endAtLimit(input: ModelInput): Generator<ModelChunk> {
  const limit = Math.min(TOKENS_BEFORE_LIMIT, input.max_completion_tokens ?? Infinity)
  yield* toChunks({ kind: 'text', text: unfinishedText(input) }, { ...input, max_completion_tokens: limit })
}

/** Calls a function and leaves the waiting to the caller; without one, or once it was answered, writes and writes. */
async function* outlive(input: ModelInput, pacing: Pacing): AsyncGenerator<ModelChunk> {
  const [definition] = callable(input)
  if (definition && roundsOf(input.turns).length === 0) {
    yield* paced(toChunks({ kind: 'calls', calls: [firstCall(definition, input)] }, input), pacing, input.signal)
    return
  }
  const { language } = questionOf(input)
  let written = 0
  for (let number = 1; number <= SLOW_SENTENCES; number += 1) {
    for (const { chunk, tokens } of textChunks(`${number}. ${SLOW[language]}\n`)) {
      input.signal.throwIfAborted()
      written += tokens
      yield chunk
    }
    await wait(SLOW_SENTENCE_MS, pacing, input.signal)
  }
  yield finish('stop', input, written)
}
