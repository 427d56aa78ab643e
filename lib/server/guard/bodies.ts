// What a request says about its body.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A `content-length` of 0, which some clients send, is no body. */
export const hasBody = (headers: IncomingHttpHeaders) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * JSON, and forms that carry files. A page of another origin cannot send JSON without a preflight; the other types that
 * it can send are refused by their origin already.
 */
export function isReadable(contentType: string | undefined): boolean {
  const [type = ''] = contentType?.toLowerCase().split(';', 1) ?? []
  return /^(?:application\/(?:[\w.-]+\+)?json|multipart\/form-data)$/.test(type.trim())
}

/** How long a body may take that nobody reads: that of a refused request, or one answered early. */
const UNREAD_BODY_MS = 5_000

/**
 * What was answered before it had come whole is thrown away as it comes, for a while: many read no answer before they
 * have sent all.
 */
export function discardRest(request: IncomingMessage) {
  if (request.complete) return
  request.removeAllListeners('data').removeAllListeners('readable').resume()
  limitUnreadBody(request)
}

/**
 * Ends the connection when the body is not complete by then. Not at once: a client reads the answer after it has sent
 * all of its body.
 */
export function limitUnreadBody(request: IncomingMessage) {
  if (!hasBody(request.headers)) return
  const timer = setTimeout(() => request.destroy(), UNREAD_BODY_MS)
  request.once('close', () => clearTimeout(timer))
}
