import {
  checkShape,
  checkSize,
  functionShape,
  responseSchemaShape,
  type SourceProblem,
} from '@/components/json/check-shape'
import { placeOf, readJson, type JsonReading } from '@/components/json/json-source'
import { isComplete, responderOf } from '@/components/responders/responder-source'
import { bytesOf, MAX_BYTES_OF_TOOLS } from '@/lib/protocol/definition-limits'
import { metadataLimits, samplingRanges, textLimits } from '@/lib/protocol/limits'
import { type AssistantDraft, type MetadataPair } from './assistant-draft'
import { functionNameOf, type FunctionDraft } from './function-draft'
import { answeredFunctions } from './responder-drafts'

/**
 * What is wrong with a field: a text under assistants.problem, a place in JSON, or the server's words, perhaps about
 * one of its rules, from 0.
 */
export type FieldProblem =
  | { readonly kind: 'text'; readonly key: ProblemKey; readonly values?: Readonly<Record<string, string | number>> }
  | { readonly kind: 'json'; readonly problem: SourceProblem }
  | { readonly kind: 'server'; readonly message: string; readonly rule?: number }

type ProblemKey =
  | 'required'
  | 'too_long'
  | 'metadata_key_missing'
  | 'metadata_key_twice'
  | 'metadata_too_many'
  | 'function_twice'
  | 'tools_too_large'
  | 'responder_shape'
  | 'rule_incomplete'
  | 'range'

/** Fields by name; a function is `functions.<index>`, what answers it `responders.<key>`. */
export type Problems = ReadonlyMap<string, FieldProblem>

const texts = ['name', 'description', 'instructions'] as const
const numbers = ['temperature', 'top_p'] as const

/** What the server would refuse, as far as it can be known here. */
export function problemsOf(draft: AssistantDraft): Problems {
  const problems = new Map<string, FieldProblem>()
  const say = (field: string, problem: FieldProblem | undefined) => problem && problems.set(field, problem)
  if (!draft.model.trim()) say('model', { kind: 'text', key: 'required' })
  for (const field of texts) say(field, lengthProblem(draft[field], textLimits[field]))
  for (const field of numbers) say(field, rangeProblem(draft[field], samplingRanges[field]))
  if (draft.format === 'json_schema') say('schema', schemaProblem(draft.schema))
  draft.functions.forEach((_, index) => say(`functions.${index}`, functionProblem(draft.functions, index)))
  say('functions', toolsProblem(draft.functions))
  for (const { key, source } of answeredFunctions(draft)) say(`responders.${key}`, responderProblem(source))
  say('metadata', metadataProblem(draft.metadata))
  return problems
}

function lengthProblem(text: string, max: number): FieldProblem | undefined {
  return text.length > max ? { kind: 'text', key: 'too_long', values: { max, length: text.length } } : undefined
}

function rangeProblem(value: number | null, [min, max]: readonly [number, number]): FieldProblem | undefined {
  if (value === null || (value >= min && value <= max)) return undefined
  return { kind: 'text', key: 'range', values: { min, max } }
}

const jsonProblem = (problem: SourceProblem | undefined): FieldProblem | undefined =>
  problem && { kind: 'json', problem }

function functionProblem(functions: readonly FunctionDraft[], index: number): FieldProblem | undefined {
  const source = functions[index]?.source ?? ''
  const reading = readJson(source)
  const wrong =
    checkShape(source, functionShape, reading) ??
    unnamedParameter(source, reading) ??
    checkSize(source, '/parameters', reading)
  if (wrong) return jsonProblem(wrong)
  const name = functionNameOf(source) ?? ''
  const twice = functions.slice(0, index).some((other) => functionNameOf(other.source) === name)
  return twice ? { kind: 'text', key: 'function_twice', values: { name } } : undefined
}

function responderProblem(source: string): FieldProblem | undefined {
  const reading = readJson(source)
  if (!reading.ok) {
    const { problem, name, offset } = reading
    return jsonProblem({ problem, ...placeOf(source, offset), ...(name !== undefined && { name }) })
  }
  const fields = responderOf(source)
  if (!fields) return { kind: 'text', key: 'responder_shape' }
  const numbers = fields.rules.flatMap((rule, index) => (isComplete(rule) ? [] : [index + 1]))
  const values = { count: numbers.length, numbers: numbers.join(', ') }
  return numbers.length > 0 ? { kind: 'text', key: 'rule_incomplete', values } : undefined
}

const schemaProblem = (source: string) =>
  jsonProblem(checkShape(source, responseSchemaShape) ?? checkSize(source, '/schema'))

/** JSON and the wire allow it, but a model cannot use it. */
function unnamedParameter(source: string, reading: JsonReading): SourceProblem | undefined {
  const path = reading.ok ? [...reading.offsetOf.keys()].find((each) => each.endsWith('/properties/')) : undefined
  if (!reading.ok || path === undefined) return undefined
  return { problem: 'unnamed', ...placeOf(source, reading.offsetOf.get(path) ?? 0) }
}

/** The limit for all functions together. */
function toolsProblem(functions: readonly FunctionDraft[]): FieldProblem | undefined {
  // A UTF-16 unit has three bytes at most, so short texts need not be counted.
  const written = functions.reduce((sum, { source }) => sum + source.length, 0)
  if (written * 3 <= MAX_BYTES_OF_TOOLS) return undefined
  const size = bytesOf(functions.flatMap(({ source }) => (readJson(source).ok ? [JSON.parse(source) as unknown] : [])))
  const values = { most: MAX_BYTES_OF_TOOLS, size }
  return size > MAX_BYTES_OF_TOOLS ? { kind: 'text', key: 'tools_too_large', values } : undefined
}

function metadataProblem(pairs: readonly MetadataPair[]): FieldProblem | undefined {
  if (pairs.length > metadataLimits.pairs)
    return { kind: 'text', key: 'metadata_too_many', values: { max: metadataLimits.pairs } }
  const seen = new Set<string>()
  for (const { key: typed, value } of pairs) {
    const key = typed.trim()
    if (!key) return { kind: 'text', key: 'metadata_key_missing' }
    if (seen.has(key)) return { kind: 'text', key: 'metadata_key_twice', values: { key } }
    seen.add(key)
    const tooLong = lengthProblem(key, metadataLimits.key) ?? lengthProblem(value, metadataLimits.value)
    if (tooLong) return tooLong
  }
  return undefined
}

/** The fields in the order in which the form has them. */
export function inFormOrder(fields: Iterable<string>, { functions }: AssistantDraft): readonly string[] {
  const order = [
    ...['name', 'description', 'instructions', 'model', 'format', 'temperature', 'top_p', 'schema'],
    ...functions.flatMap(({ key }, index) => [`functions.${index}`, `responders.${key}`]),
    ...['functions', 'metadata'],
  ]
  return [...fields].toSorted((one, other) => order.indexOf(one) - order.indexOf(other))
}

/** Which rule of its function an error's `param` speaks of, from 0: `functions.0.rules.2.url` → 2. */
export function ruleOf(param: string | null): number | undefined {
  const number = /^functions\.\d+\.rules\.(\d+)/.exec(param ?? '')?.[1]
  return number === undefined ? undefined : Number(number)
}

const plainFields = new Set(['name', 'description', 'model', 'instructions', 'temperature', 'top_p', 'metadata'])

/** The field that an error's `param` speaks of, e.g. `tools[1].function.name` → `functions.1`. */
export function fieldOf(param: string | null, draft: AssistantDraft): string | undefined {
  const [head = '', second] = (param ?? '').split(/[.[\]]+/)
  if (plainFields.has(head)) return head
  if (head === 'response_format') return draft.format === 'json_schema' ? 'schema' : 'format'
  // So do requests that store responders, which have a list of their own.
  if (head === 'functions') {
    const key = answeredFunctions(draft)[Number(second)]?.key
    return key === undefined ? 'functions' : `responders.${key}`
  }
  if (head !== 'tools') return undefined
  return draft.functions[Number(second)] ? `functions.${Number(second)}` : 'functions'
}
