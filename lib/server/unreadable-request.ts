// Answers what cannot be parsed as a request, and so reaches neither the guard nor Next.
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { ApiError } from '@/lib/protocol/error'

/** Says what is wrong with the bytes that came and ends the connection. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex) {
  // The client has gone.
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
  else end(socket, refusalOf(error.code))
}

/** CONNECT asks for a tunnel to another server. */
export function refuseTunnel(socket: Duplex) {
  end(socket, new ApiError(405, 'The method CONNECT is not allowed: this is no proxy.', { code: 'method_not_allowed' }))
}

function refusalOf(code: string | undefined): ApiError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError(408, 'The request did not arrive in time.', { code: 'request_timeout' })
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError(431, 'The header section of the request is too large.')
    case 'HPE_INVALID_METHOD':
      return new ApiError(501, 'This is no HTTP, or a method that this server does not know.', {
        type: 'invalid_request_error',
        code: 'method_not_allowed',
      })
    default:
      return new ApiError(400, 'The request is not valid HTTP.')
  }
}

function end(socket: Duplex, { status, body }: ApiError) {
  const content = JSON.stringify({ error: body })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(content)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${content}`, () => socket.destroy())
}
