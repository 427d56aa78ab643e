// Converts a function's definition to the fields of a form, and back. The source counts: what the form has no field for
// stays JSON.
import { readJson } from '@/components/json/json-source'
import { RESPONSE_KEY } from '@/lib/run/response-schema'
import { isObject, nodeOf, type SchemaNode } from './schema-node'
import { keywordMembers, membersOf, nodeText, objectText } from './schema-text'

export interface FunctionFields {
  readonly name: string
  readonly description: string
  readonly parameters: SchemaNode
  /** What the function returns; null while the definition does not say. */
  readonly responses: SchemaNode | null
  /** Keywords of the definition without a field, as JSON text. */
  readonly others: string
}

/** Where the form's parts stand in the source, as paths of json-source. */
export const PARAMETERS_PATH = '/parameters'
export const RESPONSES_PATH = `/parameters/${RESPONSE_KEY}`

/** The fields of a definition's source; undefined while the source is no definition at all. */
export function fieldsOf(source: string): FunctionFields | undefined {
  const reading = readJson(source)
  if (!reading.ok || !isObject(reading.value)) return undefined
  const { name = '', description = '', parameters = {}, ...others } = reading.value
  if (typeof name !== 'string' || typeof description !== 'string') return undefined
  return {
    name,
    description,
    ...schemasOf(parameters),
    others: Object.keys(others).length === 0 ? '' : JSON.stringify(others, null, 2),
  }
}

function schemasOf(parameters: unknown): Pick<FunctionFields, 'parameters' | 'responses'> {
  if (isObject(parameters)) {
    const { [RESPONSE_KEY]: responses, ...rest } = parameters
    const read = nodeOf({ type: 'object', ...rest })
    // Parameters are an object, even where the definition does not say so.
    if (read.type === 'object') {
      const rows = read.rows ?? []
      return { parameters: { ...read, rows }, responses: responses === undefined ? null : nodeOf(responses) }
    }
  }
  return { parameters: nodeOf(parameters), responses: null }
}

/** The source of a definition. */
export function sourceOf({ name, description, parameters, responses, others }: FunctionFields): string {
  const schema = responses
    ? objectText([...membersOf(parameters, 1), [RESPONSE_KEY, nodeText(responses, 2)]], 1)
    : nodeText(parameters, 1)
  return objectText(
    [
      ['name', JSON.stringify(name)],
      ...(description === '' ? [] : [['description', JSON.stringify(description)] as const]),
      ...keywordMembers(others, 0),
      ['parameters', schema],
    ],
    0,
  )
}

/** The definition in a pasted text, which may be a whole function tool. */
export function definitionIn(source: string): string {
  // This runs with each key press, so only what may be a tool is parsed.
  if (!source.includes('"function"')) return source
  const reading = readJson(source)
  if (!reading.ok || !isObject(reading.value)) return source
  const { type, function: nested, ...flat } = reading.value
  if (type !== 'function') return source
  if (nested === undefined) return JSON.stringify(flat, null, 2)
  return isObject(nested) && Object.keys(flat).length === 0 ? JSON.stringify(nested, null, 2) : source
}
