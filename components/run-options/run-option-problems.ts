import { ApiError } from '@/lib/protocol/error'
import { runMinimums, samplingRanges, textLimits } from '@/lib/protocol/limits'
import type { CreateRunBody } from '@/lib/protocol/run'
import { bodyOf, chosenFunction, numberOf, optionNames, otherOf, type RunOption, type RunOptions } from './run-options'

/** What is wrong with an option: a text under `thread.options.problem`, or the server's words. */
export type OptionProblem =
  | { readonly kind: 'text'; readonly key: ProblemKey; readonly values?: Readonly<Record<string, string | number>> }
  | { readonly kind: 'server'; readonly message: string }

type ProblemKey = 'range' | 'whole' | 'too_long' | 'no_tools' | 'no_function' | 'not_json' | 'twice' | 'not_here'

export type OptionProblems = ReadonlyMap<RunOption, OptionProblem>

/** Fields of a run's body that are chosen elsewhere on the page. */
const chosenElsewhere = ['assistant_id', 'stream']

const text = (key: ProblemKey, values?: Readonly<Record<string, string | number>>): OptionProblem => ({
  kind: 'text',
  key,
  ...(values && { values }),
})

/**
 * What the server would refuse, as far as it can be known here. `functions` are the names of the functions that the run
 * has unless the options name others; undefined while that is not known.
 */
export function problemsOf(options: RunOptions, functions: readonly string[] | undefined): OptionProblems {
  const found = optionNames.map((name) => [name, problemOf(name, { options, functions })] as const)
  return new Map(found.flatMap(([name, problem]) => (problem ? [[name, problem] as const] : [])))
}

interface Given {
  readonly options: RunOptions
  readonly functions: readonly string[] | undefined
}

function problemOf(name: RunOption, given: Given): OptionProblem | undefined {
  const { options } = given
  const typed = options[name]
  switch (name) {
    case 'instructions':
    case 'additional_instructions':
      return lengthProblem(typed.length, textLimits.instructions)
    case 'temperature':
    case 'top_p':
      return typed.trim() === '' ? undefined : rangeProblem(numberOf(typed), samplingRanges[name])
    case 'max_completion_tokens':
    case 'max_prompt_tokens':
      return typed.trim() === '' ? undefined : wholeProblem(numberOf(typed), runMinimums[name])
    case 'last_messages':
      return options.truncation_strategy === '' ? undefined : wholeProblem(numberOf(typed), runMinimums[name])
    case 'tool_choice':
      return choiceProblem(typed, given)
    case 'other':
      return otherProblem(options)
    default:
      return undefined
  }
}

const lengthProblem = (length: number, max: number) => (length > max ? text('too_long', { max, length }) : undefined)

const rangeProblem = (value: number, [min, max]: readonly [number, number]) =>
  value >= min && value <= max ? undefined : text('range', { min, max })

const wholeProblem = (value: number, min: number) =>
  Number.isSafeInteger(value) && value >= min ? undefined : text('whole', { min })

function choiceProblem(choice: string, { options, functions }: Given): OptionProblem | undefined {
  if (functions === undefined || otherOf(options)?.tools !== undefined) return undefined
  if (choice === 'required' && functions.length === 0) return text('no_tools')
  const name = chosenFunction(choice)
  return name === undefined || functions.includes(name) ? undefined : text('no_function', { name })
}

function otherProblem(options: RunOptions): OptionProblem | undefined {
  const other = otherOf(options)
  if (!other) return text('not_json')
  const names = Object.keys(other)
  const elsewhere = names.find((name) => chosenElsewhere.includes(name))
  if (elsewhere !== undefined) return text('not_here', { name: elsewhere })
  const twice = names.find((name) => name in options && options[name as RunOption] !== '')
  return twice === undefined ? undefined : text('twice', { name: twice })
}

/** What the server said of the options of a run that it refused, by the option; as long as they are what was sent. */
export function refusalOf(error: unknown, options: RunOptions, sent: CreateRunBody | undefined): OptionProblems {
  if (!(error instanceof ApiError) || sent === undefined) return new Map()
  const name = optionOf(error.body.param, options)
  if (name === undefined) return new Map()
  const isAsSent = Object.entries(bodyOf(options)).every(
    ([key, value]) => JSON.stringify(sent[key as keyof CreateRunBody]) === JSON.stringify(value),
  )
  return isAsSent ? new Map([[name, { kind: 'server', message: error.message }]]) : new Map()
}

/** The option that an error's `param` speaks of, e.g. `truncation_strategy.last_messages` → `last_messages`. */
export function optionOf(param: string | null, options: RunOptions): RunOption | undefined {
  const path = (param ?? '').split(/[.[\]]+/)
  const [head = ''] = path
  if (head in (otherOf(options) ?? {})) return 'other'
  const named = optionNames.findLast((name) => path.includes(name))
  return named && options[named] !== '' ? named : undefined
}
