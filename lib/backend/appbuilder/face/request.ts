import type { Context } from 'hono'
import type * as z from 'zod'
import { parse } from '@/lib/protocol/parse'
import { jsonBodyOf } from '@/lib/backend/wire/json-body'

/** The request's body as the schema makes it. On this wire null and "" mean "not given". */
export const bodyOf = async <S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> =>
  parse(schema, given(await jsonBodyOf(context)))

/** Does the body ask for a stream? Looked for before anything of it is found wrong. */
export async function asksForStream(context: Context): Promise<boolean> {
  const body = await jsonBodyOf(context)
  return typeof body === 'object' && body !== null && 'stream' in body && body.stream === true
}

/** What users made, where null is a value of theirs. */
const opaque: ReadonlySet<string> = new Set(['parameters', 'responses', 'metadata'])

/** Words of a closed list, for which "" stands where nothing was chosen. */
const choices: ReadonlySet<string> = new Set(['order', 'role', 'response_format', 'model'])

function given(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(given)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, inner]) => inner !== null && !(inner === '' && choices.has(key)))
  return Object.fromEntries(kept.map(([key, inner]) => [key, opaque.has(key) ? inner : given(inner)]))
}

/** Some clients leave their own odd default in place, such as -20: it means the usual number. */
export const paging = <T extends { readonly limit: number }>(query: T): T => ({
  ...query,
  limit: query.limit > 0 ? query.limit : 20,
})

export const segment = encodeURIComponent
