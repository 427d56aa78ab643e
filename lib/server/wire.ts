// SDKs' requests on the way from our own server to the backend, past Next's router, which costs several times of what
// the backend needs for a small request.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Backend } from '@/lib/backend/backend'
import { discardRest, hasBody } from './guard/bodies'
import type { Handle } from './listen'

/** Lets the backend answer requests that the guard has let pass. */
export function createWire(backend: Backend): Handle {
  return (incoming, outgoing) => {
    const gone = new AbortController()
    // An abort makes an error with its stack, which costs more than many an answer.
    outgoing.once('close', () => outgoing.writableFinished || gone.abort())
    const answer = async () => {
      await send(await backend(await toRequest(incoming, gone.signal)), outgoing)
      discardRest(incoming)
    }
    answer().catch((error: unknown) => {
      // After a client has left, its answer fails for that reason.
      if (!gone.signal.aborted && incoming.errored === null)
        console.error('An answer could not be given to its end.', error)
      // So that the client does not take the part for the whole.
      outgoing.destroy()
    })
  }
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', headers, url = '/' } = incoming
  // A body has no meaning on these, and their `Request` cannot have one.
  const isBodiless = method === 'GET' || method === 'HEAD'
  const body =
    !isBodiless && hasBody(headers) && (isShort(headers) ? { body: await wholeOf(incoming) } : streamOf(incoming))
  // These are as the guard has set them; `rawHeaders` would be as they came.
  const admitted = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(new URL(url, `http://${headers.host}`), { method, headers: admitted, signal, ...body })
}

/** A body of up to so many bytes is read whole before it is handed on: a stream of it would cost more than the rest. */
const SHORT_BYTES = 65_536

const isShort = (headers: IncomingHttpHeaders) => Number(headers['content-length'] ?? Infinity) <= SHORT_BYTES

const wholeOf = (incoming: IncomingMessage) =>
  new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    incoming.once('error', reject)
  })

/** No faster than it is read. Who reads no more leaves the connection open, for the answer. */
function streamOf(incoming: IncomingMessage) {
  const pieces = incoming.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => void pieces.return?.(),
    },
    { highWaterMark: 0 },
  )
  return { body, duplex: 'half' as const }
}

async function send(response: Response, outgoing: ServerResponse) {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  if (response.body === null) outgoing.end()
  else if (isWritten(response)) outgoing.end(Buffer.from(await response.arrayBuffer()))
  // To begin with, for a pipeline of Node 24 refuses a reader that has left, and leaves the source open.
  else if (outgoing.destroyed) await response.body.cancel()
  else {
    // So that the client gets the headers before the first event.
    outgoing.flushHeaders()
    // No faster than the client takes it; a client that leaves ends the source.
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing)
  }
}

/** JSON of no great length. Files, which are to be saved, may be of any, and so is what says that it is long. */
const isWritten = ({ headers }: Response) =>
  !headers.has('content-disposition') &&
  !(Number(headers.get('content-length')) > SHORT_BYTES) &&
  (headers.get('content-type')?.startsWith('application/json') ?? false)
