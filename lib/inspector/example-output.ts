// What a function could have answered, to be edited before it is sent: what its author gave as an example, else values
// that are plain and still read like an answer.
import type { FunctionCall } from '@/lib/protocol/run'
import { guessOf, isKnownWord, lastWordOf, type ExampleWords } from './example-guess'
import { objectOf, type JsonObject } from '@/lib/run/response-schema'

interface Sources {
  /** What the function says that it returns; null when it says nothing. */
  readonly schema: JsonObject | null
  readonly words: ExampleWords
}

/** An output of a call, as text: JSON, or a plain text where the function returns one. */
export function exampleOutputOf({ function: { name, arguments: written } }: FunctionCall, sources: Sources): string {
  const given = objectOf(parsedJsonOf(written)) ?? {}
  const { schema, words } = sources
  const value = schema ? exampleOf(schema, { given, words, name, depth: 0 }) : unschemed(name, given, words)
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** The plain arguments again, and a value under the last word of the name where that says what it is. */
function unschemed(name: string, given: JsonObject, words: ExampleWords) {
  const plain = Object.entries(given).filter(([, each]) => typeof each !== 'object')
  const key = lastWordOf(name)
  return { ...Object.fromEntries(plain), [isKnownWord(key) ? key : 'status']: guessOf(key, words) }
}

interface Task {
  readonly given: JsonObject
  readonly words: ExampleWords
  /** Of the property; of the whole that of the function. */
  readonly name: string
  readonly depth: number
}

const MAX_DEPTH = 12

function exampleOf(raw: unknown, task: Task): unknown {
  const schema = objectOf(raw) ?? {}
  const { examples, default: preset, enum: allowed, const: only } = schema
  if (Array.isArray(examples) && examples.length > 0) return bestOf(examples, task.given)
  for (const each of [only, preset]) if (each !== undefined) return each
  const { given, name } = task
  const options: readonly unknown[] = Array.isArray(allowed) ? allowed : []
  if (typeof given[name] === schema.type && (options.length === 0 || options.includes(given[name]))) return given[name]
  return options.length > 0 ? options[0] : builtOf(schema, task)
}

function builtOf(schema: JsonObject, task: Task): unknown {
  const { type, properties, items } = schema
  const [option] = [schema.anyOf, schema.oneOf].flatMap((each): unknown[] => (Array.isArray(each) ? each : []))
  const inner = { ...task, depth: task.depth + 1 }
  if (task.depth > MAX_DEPTH) return null
  if (option !== undefined) return exampleOf(option, inner)
  switch (Array.isArray(type) ? (type as readonly unknown[]).find((each) => each !== 'null') : type) {
    case 'array':
      return items === undefined ? [] : [exampleOf(items, inner)]
    case 'boolean':
      return true
    case 'number':
    case 'integer':
      return numberOf(schema, task)
    case 'string': {
      const { format } = schema
      return String(guessOf(typeof format === 'string' ? format : lastWordOf(task.name), task.words))
    }
    case 'null':
      return null
    default: {
      const parts = Object.entries(objectOf(properties) ?? {})
      return Object.fromEntries(parts.map(([name, each]) => [name, exampleOf(each, { ...inner, name })]))
    }
  }
}

function numberOf({ type, minimum, maximum }: JsonObject, { name, words }: Task): number {
  const guess = guessOf(lastWordOf(name), words)
  const plain = typeof guess === 'number' ? guess : 1
  const least = typeof minimum === 'number' ? minimum : -Infinity
  const most = typeof maximum === 'number' ? maximum : Infinity
  return Math.min(most, Math.max(least, type === 'integer' ? Math.round(plain) : plain))
}

/** Of several examples the one that has most of the arguments in it, with the arguments that it has a place for. */
function bestOf(examples: readonly unknown[], given: JsonObject): unknown {
  const fits = examples.map((each) => Object.entries(objectOf(each) ?? {}).filter(([key, part]) => given[key] === part))
  const most = Math.max(...fits.map(({ length }) => length))
  const best = examples[fits.findIndex(({ length }) => length === most)]
  const object = objectOf(best)
  if (!object) return best
  return Object.fromEntries(
    Object.entries(object).map(([key, part]) => [key, isPlainLike(part, given[key]) ? given[key] : part]),
  )
}

const isPlainLike = (part: unknown, argument: unknown) => typeof part !== 'object' && typeof part === typeof argument

/** The value of JSON text, or undefined for text that is none. */
export function parsedJsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
