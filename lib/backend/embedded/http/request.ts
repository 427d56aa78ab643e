import type { Context } from 'hono'
import type { z } from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { requireExtent } from '@/lib/protocol/json-extent'
import { listQuery } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'

/** The request's JSON body as the schema makes it. */
export const bodyOf = async <S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> =>
  parse(schema, await jsonOf(context))

/** The request's JSON body. Nothing at all counts as an empty object: some clients post so. */
export async function jsonOf(context: Context): Promise<unknown> {
  const text = toText(await context.req.arrayBuffer())
  const value = text.trim() === '' ? {} : fromJson(text)
  // PHP writes an empty object as an empty array.
  return Array.isArray(value) && value.length === 0 ? {} : value
}

/** Bytes that are no UTF-8 would otherwise be stored as other text than was sent. */
function toText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest('We could not parse the JSON body of your request: it is not valid UTF-8.')
  }
}

function fromJson(text: string): unknown {
  requireExtent(text)
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('We could not parse the JSON body of your request: it is not valid JSON.')
  }
}

/** The query as the schema makes it, which has `limit` as a number; parameters that it does not know are left alone. */
export function queryOf<S extends z.ZodType>(context: Context, schema: S): z.output<S> {
  const { limit, ...rest } = context.req.query()
  return parse(schema, limit === undefined ? rest : { ...rest, limit: numberIn(limit) })
}

/** The number that a text is; the text itself where it is none, to be told of. */
const numberIn = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text))

/** Reads `limit`, `order`, `after` and `before`. */
export const listQueryOf = (context: Context) => queryOf(context, listQuery)

/** A path parameter that the route itself guarantees. */
export function pathParam(context: Context, name: string): string {
  const value = context.req.param(name)
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`)
  return value
}
