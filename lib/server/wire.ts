// SDKs' requests on the way from our own server to the backend, past Next's router, which costs several times of what
// the backend needs for a small request.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Backend } from '@/lib/backend/backend'
import { hasBody, limitUnreadBody } from './guard/bodies'
import type { Handle } from './listen'

/** Lets the backend answer requests that the guard has let pass. */
export function createWire(backend: Backend): Handle {
  return (incoming, outgoing) => {
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    const answer = async () => {
      await send(await backend(toRequest(incoming, gone.signal)), outgoing)
      hearOut(incoming)
    }
    answer().catch((error: unknown) => {
      // After a client has left, its answer fails for that reason.
      if (!gone.signal.aborted) console.error('An answer could not be given to its end.', error)
      // So that the client does not take the part for the whole.
      outgoing.destroy()
    })
  }
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', headers, url = '/' } = incoming
  // A body has no meaning on these, and their `Request` cannot have one.
  const isBodiless = method === 'GET' || method === 'HEAD'
  const body = !isBodiless &&
    hasBody(headers) && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const }
  // These are as the guard has set them; `rawHeaders` would be as they came.
  const admitted = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(new URL(url, `http://${headers.host}`), { method, headers: admitted, signal, ...body })
}

async function send(response: Response, outgoing: ServerResponse) {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  if (response.body === null) outgoing.end()
  else if (isJson(response)) outgoing.end(Buffer.from(await response.arrayBuffer()))
  else {
    // So that the client gets the headers before the first event.
    outgoing.flushHeaders()
    // No faster than the client takes it; a client that has left, even before, ends the source.
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing)
  }
}

/**
 * What was answered before it had come whole is thrown away as it comes, for a while: many read no answer before they
 * have sent all.
 */
function hearOut(incoming: IncomingMessage) {
  if (incoming.complete) return
  incoming.removeAllListeners('data').resume()
  limitUnreadBody(incoming)
}

const isJson = ({ headers }: Response) => headers.get('content-type')?.startsWith('application/json') ?? false
