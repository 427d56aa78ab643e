import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { tooLarge } from './too-large'

/** Refuses bodies of more bytes. */
export function limitBody(maxBytes: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: maxBytes, onError: () => tooLarge(maxBytes).toResponse() })
  return (c, next) => {
    const { headers } = c.req.raw
    // Where it is told how long a body is, nobody has to touch it.
    const told = headers.has('transfer-encoding') ? null : headers.get('content-length')
    return told !== null && Number(told) <= maxBytes ? next() : counted(c, next)
  }
}
