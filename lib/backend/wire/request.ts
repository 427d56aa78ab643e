import type { Context } from 'hono'
import type * as z from 'zod'
import { listQuery } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'
import { jsonBodyOf } from './json-body'

/** The request's JSON body as the schema makes it. */
export const bodyOf = async <S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> =>
  parse(schema, await jsonBodyOf(context))

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
