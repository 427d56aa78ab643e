// A form for a function's output: from the function's response schema, or else from what has been written so far.
import { parsedJsonOf } from './example-output'
import { objectOf, type JsonObject } from './response-schema'

export interface OutputField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'flag' | 'choice'
  readonly choices: readonly string[]
  readonly description: string | null
  readonly isRequired: boolean
}

/** The fields of a form; null when there is nothing to make one of, or when a part is itself made of parts. */
export function outputFieldsOf(schema: JsonObject | null, draft: string): readonly OutputField[] | null {
  const fields = schema ? fieldsOfSchema(schema) : fieldsOfValue(objectOf(parsedJsonOf(draft)))
  return fields.length > 0 && fields.every((field) => field !== null) ? fields : null
}

function fieldsOfSchema({ properties, required }: JsonObject): readonly (OutputField | null)[] {
  const names: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(objectOf(properties) ?? {}).map(([name, value]) => {
    const part = objectOf(value) ?? {}
    const choices = Array.isArray(part.enum) ? part.enum.filter((each) => typeof each === 'string') : []
    const kind = choices.length > 0 ? 'choice' : kinds.get(part.type)
    const description = typeof part.description === 'string' ? part.description : null
    return kind ? { name, kind, choices, description, isRequired: names.includes(name) } : null
  })
}

const kinds = new Map<unknown, OutputField['kind']>([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'flag'],
])

const fieldsOfValue = (value: JsonObject | null): readonly (OutputField | null)[] =>
  Object.entries(value ?? {}).map(([name, each]) => {
    const kind = kinds.get(typeof each)
    return kind ? { name, kind, choices: [], description: null, isRequired: false } : null
  })

/** What a field shows of a draft. */
export function fieldValueOf(draft: string, { name }: OutputField): string {
  const value = objectOf(parsedJsonOf(draft))?.[name]
  return value === undefined ? '' : String(value)
}

/** The draft with a field set, as JSON text; what is emptied is taken out, unless it is a text. */
export function withField(draft: string, { name, kind }: OutputField, written: string): string {
  const whole = objectOf(parsedJsonOf(draft)) ?? {}
  if (written === '' && kind !== 'text') {
    const { [name]: _emptied, ...rest } = whole
    return JSON.stringify(rest, null, 2)
  }
  const value = kind === 'number' ? Number(written) : kind === 'flag' ? written === 'true' : written
  return JSON.stringify({ ...whole, [name]: value }, null, 2)
}
