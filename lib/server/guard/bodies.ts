// What a request says about its body.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** Some clients say that they send nothing. */
export const hasBody = (headers: IncomingHttpHeaders) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * JSON and the forms that carry files. A page of another origin can send neither JSON nor anything of its kind without
 * asking first; what it can send is refused by its origin already, and would not be read if it were not.
 */
export function isReadable(contentType: string | undefined): boolean {
  const [type = ''] = contentType?.toLowerCase().split(';', 1) ?? []
  return /^(?:application\/(?:[\w.-]+\+)?json|multipart\/form-data)$/.test(type.trim())
}

/** How long a body may take that is of no use any more, or whose sender is not known yet. */
const UNREAD_BODY_MS = 5_000

/**
 * Ends the connection when the body is not whole by then. It is not ended at once: an answer is read by whoever has
 * sent all he had to send.
 */
export function limitUnreadBody(request: IncomingMessage) {
  if (!hasBody(request.headers)) return
  const timer = setTimeout(() => request.destroy(), UNREAD_BODY_MS)
  request.once('close', () => clearTimeout(timer))
}
