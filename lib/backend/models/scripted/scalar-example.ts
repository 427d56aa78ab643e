import type { JsonSchema } from './json-schema'
import { patternExample } from './pattern-example'
import type { Steps } from './steps'

/** Values of the formats that JSON Schema names, all of them reserved for examples where there is such a thing. */
const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T09:00:00Z',
  date: '2026-01-15',
  time: '09:00:00Z',
  duration: 'P1D',
  email: 'user@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com',
  'uri-reference': '/example',
  url: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
}

const PLAIN = 'text'
const MAX_PADDING_LENGTH = 10_000
const MAX_REPEATS = 8

/** For each character of a candidate: it is not only made, but also compared and written. */
const COST_OF_A_SIGN = 10

/** Texts that may follow the schema, the likeliest first. `variant` counts the different ones that are wanted. */
export function stringCandidates(schema: JsonSchema, variant: number, steps: Steps): readonly string[] {
  const base = (schema.format && formats[schema.format]) ?? PLAIN
  const varied = variant === 0 ? base : `${base}${variant + 1}`
  const patterned = schema.patterns.flatMap((pattern) => {
    if (steps.areSpent()) return []
    steps.spend(MAX_REPEATS * pattern.length)
    return Array.from({ length: MAX_REPEATS }, (_, extra) => patternExample(pattern, extra + variant) ?? []).flat()
  })
  if (steps.areSpent()) return [base]
  steps.spend(COST_OF_A_SIGN * Math.min(schema.minLength, MAX_PADDING_LENGTH))
  return [
    ...patterned,
    varied,
    fitted(varied, schema),
    `${variant}`,
    fitted(`${variant}`, schema),
    fitted(base, schema),
  ]
}

/** The text padded and cut to the lengths that are allowed. */
function fitted(text: string, { minLength, maxLength }: JsonSchema): string {
  const signs = [...text]
  const least = Math.min(minLength, MAX_PADDING_LENGTH)
  const padded = signs.length < least ? [...signs, ...'.'.repeat(least - signs.length)] : signs
  return padded.slice(0, Math.min(padded.length, maxLength)).join('')
}

/** Numbers that may follow the schema, the likeliest first. */
export function numberCandidates(schema: JsonSchema, variant: number): readonly number[] {
  const low = Math.max(schema.minimum, schema.exclusiveMinimum)
  const high = Math.min(schema.maximum, schema.exclusiveMaximum)
  const step = schema.multipleOf ?? 1
  const likely = [1, 0, low, low + step, high, high - step].filter(Number.isFinite)
  const between = [low + (high - low) / (variant + 2)].filter(Number.isFinite)
  const upwards = Math.ceil((Number.isFinite(low) ? low : 0) / step)
  const downwards = Math.floor((Number.isFinite(high) ? high : 0) / step)
  const multiples = [0, 1, 2].flatMap((more) => [(upwards + more) * step, (downwards - more) * step])
  const around = [...likely, ...multiples].flatMap((value) => [value + variant * step, value - variant * step])
  const all = [...around, ...between, ...likely, ...multiples]
  return schema.types.includes('integer') ? all.flatMap((one) => [one, Math.ceil(one), Math.floor(one)]) : all
}
