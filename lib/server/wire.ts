// The short way of the wire: from our own server to the backend, past Next's router, which costs several times of what
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
      // What a client has left fails for that reason.
      if (!gone.signal.aborted) console.error('An answer could not be given to its end.', error)
      // What is cut off is not taken for the whole.
      outgoing.destroy()
    })
  }
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', headers, url = '/' } = incoming
  // Of these a body means nothing, and a `Request` of theirs cannot have one.
  const isAsking = method === 'GET' || method === 'HEAD'
  const body = !isAsking &&
    hasBody(headers) && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const }
  // The guard has brought these into order, which the headers as they came are not.
  const admitted = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(new URL(url, `http://${headers.host}`), { method, headers: admitted, signal, ...body })
}

async function send(response: Response, outgoing: ServerResponse) {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  if (response.body === null) outgoing.end()
  else if (isJson(response)) outgoing.end(Buffer.from(await response.arrayBuffer()))
  // To begin with, for a pipeline of Node 24 refuses a reader that has left, and leaves the source open.
  else if (outgoing.destroyed) await response.body.cancel()
  else {
    // The client knows at once that it will hear.
    outgoing.flushHeaders()
    // No faster than the client takes it; a client that leaves ends the source.
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
