import type { FunctionDefinition } from '@/lib/protocol/tool'
import { chooseCalls, forceCall, refusesFunctions } from './function-choice'
import { forcedHostedCall, hostedCallFor } from './hosted-plan'
import type { Language } from './language'
import { writeLongText } from './long-text'
import { markdownShowcase } from './markdown-showcase'
import { planCalls, type PlannedCall } from './planned-call'
import type { ScriptInput } from './script-input'
import { answerTo, isForTheModelItself, questionOf, type Question } from './scripted-answer'
import type { ScriptedTurn } from './scripted-turn'
import { createSteps, type Steps } from './steps'

const LONG_ANSWER_LENGTH = 1_500

type SayIn = Readonly<Record<Language, string>>

const NO_FUNCTIONS: SayIn = {
  en: 'This scenario shows function calls, and this assistant has no functions to call. Give it one, or two.',
  zh: '这个场景演示函数调用，但该助手没有可调用的函数。请先给它添加一两个函数。',
}
const SLOW: SayIn = {
  en: 'This scenario writes slowly until its run expires.',
  zh: '这个场景会慢慢地写，直到运行过期。',
}
const LONG: SayIn = { en: 'long answers', zh: '长回答' }
const UNFINISHED: SayIn = { en: 'an answer that is not finished', zh: '一个没有写完的回答' }

/**
 * What each script decides to do with a turn: pure, the same for the same input. They read what strangers wrote, and
 * that may take long: the server has them work in a thread of their own (script-thread.ts).
 */
export const scripts = {
  scripted: planTurn,
  'parallel-tools': planParallel,
  'two-rounds': planTwoRounds,
  'long-answer': (input) => writeAbout(LONG, input),
  unfinished: (input) => writeAbout(UNFINISHED, input),
  'expires-soon': planSlow,
  'markdown-showcase': (input) => say(markdownShowcase, input),
} as const satisfies Readonly<Record<string, (input: ScriptInput) => ScriptedTurn>>

export type ScriptName = keyof typeof scripts

/** Calls that the message asks for and that were not made yet; else an answer. */
function planTurn(input: ScriptInput): ScriptedTurn {
  const question = questionOf(input)
  const steps = createSteps()
  const calls = callsFor(question, input, steps)
  if (calls.length === 0) return { kind: 'text', text: answerTo(question, input, steps) }
  return { kind: 'calls', calls: input.parallel_tool_calls ? calls : calls.slice(0, 1) }
}

function callsFor(question: Question, input: ScriptInput, steps: Steps): readonly PlannedCall[] {
  const { tool_choice: choice, functions } = input
  const { message, outputs, hosted } = question
  if (choice === 'none') return []
  const answered = new Set(outputs.map(({ name }) => name))
  if (typeof choice === 'object' && choice.type === 'function') {
    const type = hostedTypeOf(choice.function.name, input)
    if (type) return [forcedHostedCall(type, askedIn(question), input.hosted)]
    const [named] = functions.filter(({ name }) => name === choice.function.name)
    return named ? forceCall(message.text, [named], steps) : []
  }
  const chosen = chooseCalls(message.text, functions, steps).filter(({ name }) => !answered.has(name))
  if (chosen.length > 0) return chosen
  if (
    outputs.length === 0 &&
    hosted.length === 0 &&
    !isForTheModelItself(question) &&
    !refusesFunctions(message.text)
  ) {
    const call = hostedCallFor(askedIn(question), input)
    if (call) return [call]
  }
  return choice === 'required' ? someCall(question, input, steps) : []
}

/** For when a call is demanded, however badly it fits. */
function someCall(question: Question, input: ScriptInput, steps: Steps): readonly PlannedCall[] {
  const [first, ...others] = input.functions
  if (first) return forceCall(question.message.text, [first, ...others], steps)
  const [type] = (['file_search', 'code_interpreter'] as const).filter((each) => input.hosted[each] !== undefined)
  return type ? [forcedHostedCall(type, askedIn(question), input.hosted)] : []
}

const hostedTypeOf = (name: string, { hosted }: ScriptInput) =>
  (['code_interpreter', 'file_search'] as const).find((type) => hosted[type] === name)

const askedIn = ({ message: { text }, language }: Question) => ({ text, language })

const answer = (input: ScriptInput): ScriptedTurn => ({
  kind: 'text',
  text: answerTo(questionOf(input), input, createSteps()),
})

const say = (words: SayIn, input: ScriptInput): ScriptedTurn => ({
  kind: 'text',
  text: words[questionOf(input).language],
})

function writeAbout(topics: SayIn, input: ScriptInput): ScriptedTurn {
  const { language } = questionOf(input)
  return { kind: 'text', text: writeLongText({ topic: topics[language], length: LONG_ANSWER_LENGTH }, language) }
}

/** Two calls in the first turn: of two functions, or twice of the only one. */
function planParallel(input: ScriptInput): ScriptedTurn {
  if (input.rounds.length > 0) return answer(input)
  const [first, second] = callable(input)
  if (!first) return say(NO_FUNCTIONS, input)
  const calls = [first, second ?? first].map((definition) => firstCall(definition, input))
  return { kind: 'calls', calls: input.parallel_tool_calls ? calls : calls.slice(0, 1) }
}

/** A call, another one after its output, and only then an answer. */
function planTwoRounds(input: ScriptInput): ScriptedTurn {
  const round = input.rounds.length
  if (round >= 2) return answer(input)
  const functions = callable(input)
  const definition = functions[round] ?? functions[0]
  return definition ? { kind: 'calls', calls: [firstCall(definition, input)] } : say(NO_FUNCTIONS, input)
}

/** Calls a function; without one, or once it was answered, has a sentence to write again and again. */
function planSlow(input: ScriptInput): ScriptedTurn {
  const [definition] = callable(input)
  return definition && input.rounds.length === 0
    ? { kind: 'calls', calls: [firstCall(definition, input)] }
    : say(SLOW, input)
}

const callable = ({ tool_choice, functions }: ScriptInput): readonly FunctionDefinition[] =>
  tool_choice === 'none' ? [] : functions

function firstCall(definition: FunctionDefinition, input: ScriptInput): PlannedCall {
  const [call] = planCalls(definition, questionOf(input).message.text)
  return call ?? { name: definition.name, arguments: '{}', isGrounded: false, takesValues: false }
}
