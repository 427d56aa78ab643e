// The keywords of function definitions and response formats as data: the part of JSON Schema that models are given. The
// kind of a keyword decides what may be written in it.

/** What may stand at a place. */
export type Slot =
  | 'function'
  | 'response'
  | 'schema'
  | 'schemas by name'
  | 'list of schemas'
  | 'schema or flag'
  | 'type'
  | 'list of names'
  | 'list'
  | 'format'
  | 'reference'
  | 'flag'
  | 'text'
  | 'number'
  | 'any'

interface Keyword {
  readonly holds: Slot
  /** The types whose schemas it belongs to; of all when left out. */
  readonly of?: readonly string[]
}

export const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const
export const formats = ['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid']

const numeric = ['number', 'integer']

const definition = {
  name: { holds: 'text' },
  description: { holds: 'text' },
  strict: { holds: 'flag' },
} as const satisfies Record<string, Keyword>

/** The keywords of each kind of object, in the order in which they are offered. */
export const keywords: Readonly<Partial<Record<Slot, Readonly<Record<string, Keyword>>>>> = {
  function: { ...definition, parameters: { holds: 'schema' } },
  response: { ...definition, schema: { holds: 'schema' } },
  schema: {
    type: { holds: 'type' },
    description: { holds: 'text' },
    properties: { holds: 'schemas by name', of: ['object'] },
    required: { holds: 'list of names', of: ['object'] },
    additionalProperties: { holds: 'schema or flag', of: ['object'] },
    items: { holds: 'schema', of: ['array'] },
    enum: { holds: 'list' },
    minItems: { holds: 'number', of: ['array'] },
    maxItems: { holds: 'number', of: ['array'] },
    uniqueItems: { holds: 'flag', of: ['array'] },
    prefixItems: { holds: 'list of schemas', of: ['array'] },
    format: { holds: 'format', of: ['string'] },
    pattern: { holds: 'text', of: ['string'] },
    minLength: { holds: 'number', of: ['string'] },
    maxLength: { holds: 'number', of: ['string'] },
    minimum: { holds: 'number', of: numeric },
    maximum: { holds: 'number', of: numeric },
    exclusiveMinimum: { holds: 'number', of: numeric },
    exclusiveMaximum: { holds: 'number', of: numeric },
    multipleOf: { holds: 'number', of: numeric },
    const: { holds: 'any' },
    default: { holds: 'any' },
    examples: { holds: 'list' },
    title: { holds: 'text' },
    anyOf: { holds: 'list of schemas' },
    oneOf: { holds: 'list of schemas' },
    allOf: { holds: 'list of schemas' },
    not: { holds: 'schema' },
    $ref: { holds: 'reference' },
    $defs: { holds: 'schemas by name' },
  },
}

/** What a new value begins with: before and behind the caret. */
export const beginnings: Readonly<Record<Slot, readonly [string, string]>> = {
  function: ['{', '}'],
  response: ['{', '}'],
  schema: ['{ "type": "', '" }'],
  'schemas by name': ['{', '}'],
  'list of schemas': ['[', ']'],
  'schema or flag': ['', ''],
  type: ['"', '"'],
  'list of names': ['["', '"]'],
  list: ['[', ']'],
  format: ['"', '"'],
  reference: ['"', '"'],
  flag: ['', ''],
  text: ['"', '"'],
  number: ['', ''],
  any: ['', ''],
}

/** What may stand one step further in: below a name or a position of what holds it. */
export function slotBelow(slot: Slot, step: string | number): Slot {
  if (slot === 'schemas by name' || slot === 'list of schemas') return 'schema'
  if (slot === 'type') return 'type'
  const inside = slot === 'schema or flag' ? 'schema' : slot
  const found = keywords[inside]
  return (found && typeof step === 'string' && Object.hasOwn(found, step) && found[step]?.holds) || 'any'
}

/** What each slot holds, drawn in JSON's own signs. */
export const signs: Readonly<Record<Slot, string>> = {
  function: '{ }',
  response: '{ }',
  schema: '{ }',
  'schemas by name': '{ }',
  'list of schemas': '[ ]',
  'schema or flag': '{ } · true',
  type: '" "',
  'list of names': '[ ]',
  list: '[ ]',
  format: '" "',
  reference: '" "',
  flag: 'true · false',
  text: '" "',
  number: '0',
  any: '',
}
