// A request's body as bytes, once for all who read it. A large one is read into memory that is given back when it has
// been parsed: as garbage it would stay until after what is made of it has been stored.
import type { Context, HonoRequest } from 'hono'
import { badRequest } from '@/lib/protocol/error'

export type Bytes = Uint8Array<ArrayBuffer>

/** From how many bytes on a body is large. */
const LARGE = 1024 * 1024

const bodies = new WeakMap<HonoRequest, Promise<Bytes>>()

/** The body's bytes, which are there until `freeBody`. Throws ApiError (400) for a body that breaks off. */
export function bodyBytesOf({ req }: Context): Promise<Bytes> {
  const known = bodies.get(req)
  if (known) return known
  const reading = readBody(req)
  bodies.set(req, reading)
  return reading
}

/** To be called when nobody reads the body any more: a large one is empty from then on. */
export async function freeBody({ req }: Context) {
  const bytes = await bodies.get(req)
  if (bytes?.buffer.resizable) bytes.buffer.resize(0)
}

async function readBody(req: HonoRequest): Promise<Bytes> {
  const length = Number(req.raw.headers.get('content-length'))
  const body = length > LARGE ? req.raw.body : null
  if (body === null) return new Uint8Array(await req.arrayBuffer())
  const bytes = new Uint8Array(new ArrayBuffer(length, { maxByteLength: length }))
  let filled = 0
  for await (const piece of body) {
    if (filled + piece.byteLength > length) throw badRequest('The body is longer than its Content-Length.')
    bytes.set(piece, filled)
    filled += piece.byteLength
  }
  if (filled < length) throw badRequest('The body is shorter than its Content-Length.')
  return bytes
}
