import { lastUserContent, roundsOf, toolChoiceNow } from '../chat-turns'
import type { ChatCall, ModelInput } from '../model'

/** What a script reads of a turn: of each text the beginning, of pictures their number. */
export interface ScriptInput extends Pick<
  ModelInput,
  'instructions' | 'functions' | 'tool_choice' | 'parallel_tool_calls' | 'response_format'
> {
  /** The words that the user put last. */
  readonly message: ReadText
  readonly images: number
  readonly isEmpty: boolean
  readonly rounds: readonly (readonly ReadCall[])[]
  /** The names of tools that are executed for it; they are not among the functions. */
  readonly hosted: NonNullable<ModelInput['hosted']>
}

/** The beginning of a text, and how many characters follow it. */
export interface ReadText {
  readonly text: string
  readonly unread: number
}

export interface ReadCall extends Omit<ChatCall, 'output'> {
  readonly output: ReadText
}

const MAX_READ_LENGTH = 100_000

/** Costs what is read, however much was written. */
export function scriptInputOf(input: ModelInput): ScriptInput {
  const { instructions, parallel_tool_calls, response_format, turns, hosted = {} } = input
  const hostedNames = Object.values(hosted)
  const functions = input.functions.filter(({ name }) => !hostedNames.includes(name))
  const content = lastUserContent(turns)
  const texts = content.map((part) =>
    part.type === 'text' ? part.text.value : part.type === 'refusal' ? part.refusal : '',
  )
  return {
    instructions: read([instructions]).text,
    functions,
    hosted,
    tool_choice: toolChoiceNow(input),
    parallel_tool_calls,
    response_format,
    message: read(texts.filter((text) => text !== '')),
    images: content.filter(({ type }) => type === 'image_url' || type === 'image_file').length,
    isEmpty: content.length === 0,
    rounds: roundsOf(turns).map((calls) =>
      calls.map((call) => ({ ...call, arguments: read([call.arguments]).text, output: read([call.output]) })),
    ),
  }
}

/** Each in a line of its own. */
function read(texts: readonly string[]): ReadText {
  let text = ''
  let unread = 0
  for (const each of texts) {
    const line = text === '' ? '' : '\n'
    const beginning = each.slice(0, Math.max(0, MAX_READ_LENGTH - text.length - line.length))
    if (beginning !== '') text += line + beginning
    unread += each.length - beginning.length
  }
  return { text, unread }
}
