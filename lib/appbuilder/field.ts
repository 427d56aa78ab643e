// The pieces that the wire's objects are made of. Requests are checked strictly, as the service's own SDK does before
// it sends; answers are read leniently: fields may be missing, null or empty, and unknown ones survive.
import * as z from 'zod'

/** Strings are measured in Unicode code points, as Python counts them. */
const lengthOf = (text: string) => [...text].length

/** Up to so many characters. */
export const textUpTo = (most: number) =>
  z.string().refine((text) => lengthOf(text) <= most, `must have at most ${most} characters.`)

/** An id that must be given. */
export const requiredId = z.string().min(1, 'must not be empty.')

const MAX_PAIRS = 16

export const metadataParam = z
  .record(textUpTo(64), textUpTo(512))
  .refine((pairs) => Object.keys(pairs).length <= MAX_PAIRS, `metadata must have at most ${MAX_PAIRS} pairs.`)

export const responseFormats = ['text', 'json_object'] as const

/**
 * What every list takes. `after` and `before` are ids of the listed kind; "" stands for none. They are
 * documented to follow the time whatever the order, which nobody has seen: in `asc` time and list are the same.
 */
export const listParams = {
  limit: z.int().default(20),
  order: z.enum(['desc', 'asc']).default('desc'),
  after: z.string().default(''),
  before: z.string().default(''),
}

/** Text of an answer: "" where the service says nothing. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

/** A number of an answer, such as a time: 0 where the service says nothing, which for times means "not happened". */
export const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)

/**
 * Replaces a word that is not known by `other`, so that the field's type is a closed union. The word that was sent
 * stands under `other_` and the field's name. For `z.preprocess`.
 */
export const orOther = (field: string, words: readonly string[]) => (value: unknown) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const object: Readonly<Record<string, unknown>> = { ...value }
  const word = object[field]
  if (word === 'other' || words.some((known) => known === word)) return value
  return { ...object, [field]: 'other', [`other_${field}`]: word }
}

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)

/** The answer of a call that makes or finds one object. Without an id it is something else, whatever its status. */
export const named = <T extends z.ZodType<{ readonly id: string }>>(schema: T) =>
  schema.refine(({ id }) => id !== '', { error: 'is missing', path: ['id'] })

/** An object of an answer that may be missing. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value: z.output<T> | null | undefined) => value ?? null)

/** An array of an answer: empty where the service says nothing. */
export const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? [])

export const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {})

/** Part of a list. `has_more` says whether something follows, `first_id` and `last_id` name the ends of `data`. */
export interface Page<T> {
  readonly data: readonly T[]
  readonly first_id: string
  readonly last_id: string
  readonly has_more: boolean
}

/** The answer of a list of such objects. */
export const pageOf = <T extends z.ZodType>(schema: T) =>
  z.looseObject({ object: text, data: listOf(schema), first_id: text, last_id: text, has_more: flag })

export const deletion = z.looseObject({ id: text, object: text, deleted: flag })
