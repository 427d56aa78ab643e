// Parses what comes in at the doors and says what is wrong with it in the protocol's own words and codes.
import type * as z from 'zod'
import { badRequest, type ApiError } from './error'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** The value as the schema makes it, or an `ApiError` 400 that names the first thing wrong. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw issue ? toApiError(deepest(issue, []), value) : badRequest('Invalid request.')
}

interface Located {
  readonly issue: Issue
  readonly path: Path
}

/** Of a union's branches, the one whose first error lies deepest is the one that was meant. */
function deepest(issue: Issue, base: Path): Located {
  const path = [...base, ...issue.path]
  if (issue.code !== 'invalid_union') return { issue, path }
  const inner = issue.errors.flatMap((branch) => (branch[0] ? [deepest(branch[0], path)] : []))
  const best = inner.reduce<Located | undefined>(
    (found, each) => (each.path.length > (found?.path.length ?? path.length) ? each : found),
    undefined,
  )
  return best ?? (inner.length === 1 && inner[0] ? inner[0] : { issue, path })
}

function toApiError({ issue, path }: Located, body: unknown): ApiError {
  const param = nameOf(path)
  const value = valueAt(body, path)
  const at = (message: string, code: string) => badRequest(message, { param: param || null, code })
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...path, issue.keys[0] ?? ''])
    const now = ofVersionOne[issue.keys[0] ?? '']
    const message = `Unknown parameter: '${unknown}'.${now === undefined ? '' : ` ${now}`}`
    return badRequest(message, { param: unknown, code: 'unknown_parameter' })
  }
  if (value === undefined && path.length > 0) {
    return at(`Missing required parameter: '${param}'.`, 'missing_required_parameter')
  }
  switch (issue.code) {
    case 'invalid_type':
      return at(wrongType(param, [issue.expected], value), 'invalid_type')
    case 'invalid_key':
      return invalidKey(issue, path)
    case 'invalid_union':
      return invalidUnion(issue, { param, value })
    case 'invalid_value':
      return at(wrongValue(value, issue.values), 'invalid_value')
    case 'too_big':
    case 'too_small':
      return outOfBounds(issue, { param, value })
    case 'invalid_format': {
      const pattern = issue.pattern ?? issue.format
      const text = `string does not match pattern. Expected a string that matches the pattern '${pattern}'.`
      return at(`Invalid '${param}': ${text}`, 'invalid_value')
    }
    default: {
      const code = issue.code === 'custom' ? (issue.params?.code as string | undefined) : undefined
      return at(`Invalid '${param}': ${issue.message}`, code ?? 'invalid_value')
    }
  }
}

/** A key has no path of its own: an error in it names the object that has it. */
function invalidKey(issue: Extract<Issue, { code: 'invalid_key' }>, path: Path) {
  const param = nameOf(path.slice(0, -1))
  const [inner] = issue.issues
  if (inner?.code === 'too_big' || inner?.code === 'too_small') {
    return outOfBounds(inner, { param, value: String(path.at(-1)) })
  }
  return badRequest(`Invalid '${param}': ${inner?.message ?? issue.message}`, { param, code: 'invalid_value' })
}

function invalidUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  { param, value }: { param: string; value: unknown },
) {
  const firsts = issue.errors.flatMap((branch) => branch[0] ?? [])
  const types = firsts.flatMap((each) => (each.code === 'invalid_type' ? [each.expected] : []))
  const values = firsts.flatMap((each) => (each.code === 'invalid_value' ? [...each.values] : []))
  if (issue.discriminator) {
    return badRequest(wrongValue(value, 'options' in issue && issue.options ? issue.options : []), {
      param,
      code: 'invalid_value',
    })
  }
  const isWord = typeof value === 'string' && values.length > 0
  return isWord
    ? badRequest(wrongValue(value, values), { param, code: 'invalid_value' })
    : badRequest(wrongType(param, types, value), { param, code: 'invalid_type' })
}

function wrongType(param: string, expected: readonly string[], value: unknown) {
  const nouns = listOf([...new Set(expected.map(nounOf))], 'or')
  const where = param ? `'${param}'` : 'the request body'
  return `Invalid type for ${where}: expected ${nouns}, but got ${nounOf(kindOf(value))} instead.`
}

/** What version 2 of the protocol has in place of names of version 1, which programs and tutorials still send. */
const ofVersionOne: Readonly<Record<string, string>> = {
  file_ids:
    "It is of version 1 of the Assistants API: version 2 has 'attachments' on messages, and " +
    "'tool_resources.code_interpreter.file_ids' on assistants and threads.",
  retrieval: "Version 1 of the Assistants API called 'file_search' so.",
}

function wrongValue(value: unknown, supported: readonly unknown[]) {
  const now = value === 'retrieval' && supported.includes('file_search') ? ` ${ofVersionOne['retrieval']}` : ''
  const values = listOf([...new Set(supported)].map(quote), 'and')
  return `Invalid value: ${quote(value)}. Supported values are: ${values}.${now}`
}

const quote = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))

function outOfBounds(
  issue: Extract<Issue, { code: 'too_big' | 'too_small' }>,
  { param, value }: { param: string; value: unknown },
) {
  const isBig = issue.code === 'too_big'
  const bound = isBig ? issue.maximum : issue.minimum
  const side = isBig ? 'above_max' : 'below_min'
  if (issue.origin === 'number' || issue.origin === 'int') {
    const kind = Number.isInteger(value) && Number.isInteger(bound) ? 'integer' : 'decimal'
    const bounds = isBig
      ? `above maximum value. Expected a value <= ${bound}`
      : `below minimum value. Expected a value >= ${bound}`
    const text = `${kind} ${bounds}, but got ${String(value)} instead.`
    return badRequest(`Invalid '${param}': ${text}`, { param, code: `${kind}_${side}_value` })
  }
  const noun = typeof value === 'string' ? 'string' : 'array'
  const size = (value as string | unknown[]).length
  const limit = `${isBig ? 'maximum' : 'minimum'} length ${bound}`
  const expected = `Expected ${nounOf(noun)} with ${limit}, but got ${nounOf(noun)} with length ${size} instead.`
  const text = `${noun} too ${isBig ? 'long' : 'short'}. ${expected}`
  return badRequest(`Invalid '${param}': ${text}`, { param, code: `${noun}_${side}_length` })
}

/** `tools[0].function.name` */
const nameOf = (path: Path) =>
  path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)),
    '',
  )

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  )

function kindOf(value: unknown) {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value === '') return 'empty'
  if (typeof value === 'number' && !Number.isFinite(value)) return 'infinite'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'number'
  return typeof value
}

const nouns: Record<string, string> = {
  string: 'a string',
  array: 'an array',
  object: 'an object',
  record: 'an object',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
  null: 'null',
  undefined: 'nothing',
  empty: 'an empty string',
  infinite: 'a number that is too large',
}
const nounOf = (type: string) => nouns[type] ?? `a value of type ${type}`

function listOf(words: readonly string[], joint: 'or' | 'and') {
  if (words.length <= 1) return words.join('')
  return `${words.slice(0, -1).join(', ')}${words.length > 2 ? ',' : ''} ${joint} ${words.at(-1)}`
}
