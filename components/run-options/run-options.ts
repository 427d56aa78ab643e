// The options of a run that override its assistant, as a form holds them: texts as typed.
import { sentTextOf } from '@/components/text/sent-text'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { runBodyOf } from '@/lib/inspector/run-body'

/** By the names that the wire has for them; `other` is JSON with whatever has no field of its own. */
export const optionNames = [
  'model',
  'additional_instructions',
  'tool_choice',
  'parallel_tool_calls',
  'max_completion_tokens',
  'max_prompt_tokens',
  'truncation_strategy',
  'last_messages',
  'temperature',
  'top_p',
  'response_format',
  'reasoning_effort',
  'instructions',
  'other',
] as const
export type RunOption = (typeof optionNames)[number]

/** An empty text is the assistant's own setting or, where it has none, the default. */
export type RunOptions = Readonly<Record<RunOption, string>>

type Body = Omit<CreateRunBody, 'assistant_id'>

export const noOptions = Object.fromEntries(optionNames.map((name) => [name, ''])) as RunOptions

export const formats = ['auto', 'text', 'json_object'] as const
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const

/** How `tool_choice` names a function in a form. */
const FUNCTION = 'function:'
export const choiceOf = (name: string) => FUNCTION + name
export const chosenFunction = (choice: string) =>
  choice.startsWith(FUNCTION) ? choice.slice(FUNCTION.length) : undefined

/** The number that was typed, in digits of any width; NaN when it is none. */
export const numberOf = (text: string) => Number(text.normalize('NFKC').trim() || Number.NaN)

/** Options without problems as the body of a run has them. */
export function bodyOf(options: RunOptions): Partial<Body> {
  const set: { [Name in keyof Body]: Body[Name] | false | '' } = {
    model: options.model.trim(),
    instructions: sentTextOf(options.instructions),
    additional_instructions: sentTextOf(options.additional_instructions),
    tool_choice: toolChoiceOf(options.tool_choice),
    max_completion_tokens: options.max_completion_tokens.trim() && numberOf(options.max_completion_tokens),
    max_prompt_tokens: options.max_prompt_tokens.trim() && numberOf(options.max_prompt_tokens),
    truncation_strategy: options.truncation_strategy === 'last_messages' && {
      type: 'last_messages',
      last_messages: numberOf(options.last_messages),
    },
    temperature: options.temperature.trim() && numberOf(options.temperature),
    top_p: options.top_p.trim() && numberOf(options.top_p),
    response_format: formatOf(options.response_format),
    reasoning_effort: options.reasoning_effort as Body['reasoning_effort'] | '',
  }
  return {
    ...otherOf(options),
    ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== '' && value !== false)),
    ...(options.parallel_tool_calls === 'false' && { parallel_tool_calls: false }),
  }
}

function toolChoiceOf(choice: string): Body['tool_choice'] | '' {
  const name = chosenFunction(choice)
  return name === undefined ? (choice as 'none' | 'required' | '') : { type: 'function', function: { name } }
}

function formatOf(format: string): Body['response_format'] | '' {
  if (format === '' || format === 'auto') return format
  return { type: format as 'text' | 'json_object' }
}

/** What the JSON of `other` says; undefined where it is no object. */
export function otherOf({ other }: RunOptions): Readonly<Record<string, unknown>> | undefined {
  if (other.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(other)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** The options that make a run as this one was made. */
export function optionsOf(run: Run): RunOptions {
  const { assistant_id: _assistant, truncation_strategy: truncation, tool_choice: choice, ...rest } = runBodyOf(run)
  const { response_format: format = 'auto', ...settings } = rest
  const isNamed = ([name]: [string, unknown]) => name in noOptions
  const named = Object.entries(settings).filter(isNamed)
  const other = {
    ...Object.fromEntries(Object.entries(settings).filter((entry) => !isNamed(entry))),
    ...(isHosted(choice) && { tool_choice: choice }),
    ...(hasSchema(format) && { response_format: format }),
  }
  return {
    ...noOptions,
    ...Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
    tool_choice: isHosted(choice) ? '' : toChoice(choice),
    ...(truncation?.last_messages && {
      truncation_strategy: 'last_messages',
      last_messages: String(truncation.last_messages),
    }),
    response_format: hasSchema(format) ? '' : toFormat(format),
    other: Object.keys(other).length > 0 ? JSON.stringify(other, null, 2) : '',
  }
}

const isHosted = (choice: Body['tool_choice']) => typeof choice === 'object' && choice?.type !== 'function'
const hasSchema = (format: Body['response_format']) => typeof format === 'object' && format?.type === 'json_schema'
const toFormat = (format: Body['response_format']) =>
  typeof format === 'object' ? (format?.type ?? '') : (format ?? '')

function toChoice(choice: Body['tool_choice']): string {
  if (typeof choice === 'string') return choice
  return choice?.type === 'function' ? choiceOf(choice.function.name) : ''
}
