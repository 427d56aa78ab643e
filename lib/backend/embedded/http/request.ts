import type { Context } from 'hono'
import type { z } from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { requireLevels } from '@/lib/protocol/json-levels'
import { listQuery } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'

/** The request's JSON body as the schema makes it. Nothing at all counts as an empty object: some clients post so. */
export async function bodyOf<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = toText(await context.req.arrayBuffer())
  const value = text.trim() === '' ? {} : fromJson(text)
  // PHP writes an empty object as an empty array.
  return parse(schema, Array.isArray(value) && value.length === 0 ? {} : value)
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
  requireLevels(text)
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('We could not parse the JSON body of your request: it is not valid JSON.')
  }
}

/** Reads `limit`, `order`, `after` and `before`; parameters that lists do not know are left alone. */
export const listQueryOf = (context: Context) => parse(listQuery, context.req.query())

/** A path parameter that the route itself guarantees. */
export function pathParam(context: Context, name: string): string {
  const value = context.req.param(name)
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`)
  return value
}
