// Definitions that ask for endless work, for tests: what a server must outlive, whoever made them.

type Raw = Readonly<Record<string, unknown>>

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i))
const itself = { $ref: '#' }
const texts = (...patterns: readonly string[]): Raw => ({
  type: 'object',
  properties: { x: { type: 'string', default: 'a'.repeat(24), allOf: patterns.map((pattern) => ({ pattern })) } },
  required: ['x'],
})
const holding = (x: unknown): Raw => ({ type: 'object', properties: { x }, required: ['x'] })
const nested = (depth: number, wrap: (inner: unknown) => Raw, innermost: unknown = { type: 'string' }) =>
  times(depth, () => wrap).reduce<unknown>((inner, make) => make(inner), innermost)

/** A ladder of definitions, each asking twice for the next one. */
const ladder = (kind: string, rungs: number): Raw => ({
  ...holding({ $ref: '#/$defs/r0' }),
  $defs: Object.fromEntries(
    times(rungs, (index) => {
      const next = { $ref: `#/$defs/r${index + 1}` }
      return [
        `r${index}`,
        index === rungs - 1 ? { type: 'string', pattern: '^b$', maxLength: 0 } : { [kind]: [next, { ...next }] },
      ]
    }),
  ),
})

/** By what they abuse. All are within the limits of the doors, unless `beyondLimits` names them. */
export const hostileDefinitions: Readonly<Record<string, Raw>> = {
  'a pattern that backtracks': texts('^(a|a|a|a)*b$'),
  'two patterns that backtrack': texts('^(a|a|a|a)*b$', '^(a+a+)+c$'),
  'counts in counts': texts('^((a{1,30}){1,30}){1,30}b$', '[a-z]{1,900}'.repeat(20)),
  'many large patterns': texts(...times(200, (index) => `${'[a-z]{1,300}'.repeat(3)}${index}`)),
  'itself, ten times over': { type: 'object', allOf: times(10, () => ({ ...itself })) },
  'itself or itself': { anyOf: [{ ...itself }, { ...itself }] },
  'itself or itself, exactly one': { type: 'object', oneOf: [{ ...itself }, { ...itself }] },
  'itself in a property, ten times over': holding({ allOf: times(10, () => ({ ...itself })) }),
  'two after each rung, all': ladder('allOf', 60),
  'two after each rung, any': ladder('anyOf', 60),
  'two after each rung, one': ladder('oneOf', 60),
  'choices that exclude each other': {
    ...holding({ type: 'string' }),
    allOf: times(24, (index) => ({ anyOf: [{ required: [`no${index}`], maxProperties: 0 }, { minProperties: 9e9 }] })),
  },
  'many allowed values': holding({ type: 'string', enum: times(40_000, (index) => `v${index}`) }),
  'many allowed values, twice': holding({
    allOf: [{ enum: times(20_000, (index) => `v${index}`) }, { enum: times(20_000, (index) => `w${index}`) }],
  }),
  'nested objects': holding(nested(40, (inner) => holding(inner))),
  'nested choices': holding(
    nested(30, (inner) => ({ anyOf: [{ type: 'string', minLength: 9, maxLength: 1 }, inner] })),
  ),
  'items without end': holding(nested(20, (items) => ({ type: 'array', minItems: 1e9, uniqueItems: true, items }))),
  'a text without end': holding({ type: 'array', minItems: 1e9, items: { type: 'string', minLength: 1e9 } }),
  'a long tuple': holding({ type: 'array', minItems: 1e9, prefixItems: times(20_000, () => ({ type: 'string' })) }),
  'properties without end': {
    type: 'object',
    minProperties: 1e9,
    additionalProperties: itself,
    propertyNames: { pattern: '^(x+x+)+y$' },
  },
  'many properties': {
    type: 'object',
    properties: Object.fromEntries(times(9_000, (index) => [`p${index}`, { type: 'string' }])),
    required: times(9_000, (index) => `p${index}`),
  },
  'many properties taken in many times': {
    type: 'object',
    properties: Object.fromEntries(times(5_000, (index) => [`p${index}`, { $ref: '#' }])),
    allOf: times(5_000, () => ({ ...itself, required: ['p1'] })),
  },
  'steps too small to take': holding({ type: 'number', multipleOf: 5e-324, minimum: 1e308, exclusiveMaximum: 1e308 }),
  'items that are never distinct': holding({
    type: 'array',
    uniqueItems: true,
    minItems: 1e9,
    items: { const: { a: [1] } },
  }),
  'signs of two units': holding({
    type: 'string',
    pattern: '^(?:\\p{L}|😀|[\\u4e00-\\u9fa5]+)*😈$',
    default: '😀'.repeat(999),
  }),
  'a description of one long list': holding({
    type: 'string',
    description: `e.g. ${'or '.repeat(50_000)}${' '.repeat(50_000)}`,
  }),
  'names of spaces': {
    type: 'object',
    properties: { [' '.repeat(50_000)]: { type: 'string' } },
    required: [' '.repeat(50_000)],
  },
}
