import type { Context } from 'hono'
import { badRequest } from '@/lib/protocol/error'
import { requireExtent } from '@/lib/protocol/json-extent'

/** The request's JSON body. Nothing at all counts as an empty object: some clients post so. Throws ApiError (400). */
export async function jsonBodyOf(context: Context): Promise<unknown> {
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
