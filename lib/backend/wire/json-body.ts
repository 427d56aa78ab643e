import { isUtf8 } from 'node:buffer'
import type { Context } from 'hono'
import { ApiError, badRequest } from '@/lib/protocol/error'
import { bodyBytesOf, freeBody } from './body-bytes'
import { jsonInBytes } from './json-in-bytes'

/** The request's JSON body. Nothing at all counts as an empty object: some clients post so. Throws ApiError (400). */
export async function jsonBodyOf(context: Context): Promise<unknown> {
  const { buffer, byteOffset, byteLength } = await bodyBytesOf(context)
  const value = fromJson(withoutMark(Buffer.from(buffer, byteOffset, byteLength)))
  await freeBody(context)
  // PHP writes an empty object as an empty array.
  return Array.isArray(value) && value.length === 0 ? {} : value
}

/** Without the mark that some write before UTF-8. */
const withoutMark = (bytes: Buffer) =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

/** Nothing but spaces is short. */
const isBlank = (bytes: Buffer) => bytes.length < 1024 && bytes.toString('latin1').trim() === ''

function fromJson(bytes: Buffer): unknown {
  // They would otherwise be stored as other text than was sent.
  if (!isUtf8(bytes)) throw badRequest('We could not parse the JSON body of your request: it is not valid UTF-8.')
  if (isBlank(bytes)) return {}
  try {
    return jsonInBytes(bytes)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw badRequest('We could not parse the JSON body of your request: it is not valid JSON.')
  }
}
