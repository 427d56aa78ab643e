import type { Context } from 'hono'
import type { z } from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { requireExtent } from '@/lib/protocol/json-extent'
import { listQuery } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'

/** The request's JSON body as the schema makes it. Nothing at all counts as an empty object: some clients post so. */
export async function bodyOf<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = await context.req.text()
  return parse(schema, text.trim() === '' ? {} : fromJson(text))
}

function fromJson(text: string): unknown {
  requireExtent(text)
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
