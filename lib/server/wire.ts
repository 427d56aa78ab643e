// SDKs' requests on the way from our own server to the backend, past Next's router, which costs several times of what
// the backend needs for a small request.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Backend } from '@/lib/backend/backend'
import { WrittenAnswer } from '@/lib/backend/wire/written-answer'
import { discardRest, hasBody } from './guard/bodies'
import { IncomingRequest } from './incoming-request'
import type { Handle } from './listen'

/** Lets the backend answer requests that the guard has let pass. */
export function createWire(backend: Backend): Handle {
  return (incoming, outgoing) => {
    const leaving = leavingOf(outgoing)
    const answer = async () => {
      await send(await backend(await toRequest(incoming, leaving.signal)), outgoing)
      discardRest(incoming)
    }
    answer().catch((error: unknown) => {
      // After a client has left, its answer fails for that reason.
      if (!leaving.hasLeft() && incoming.errored === null)
        console.error('An answer could not be given to its end.', error)
      // So that the client does not take the part for the whole.
      outgoing.destroy()
    })
  }
}

/** Whether a client has left before it had its answer. The signal is made for whoever asks for it. */
function leavingOf(outgoing: ServerResponse) {
  let hasLeft = false
  let gone: AbortController | undefined
  outgoing.once('close', () => {
    hasLeft = !outgoing.writableFinished
    if (hasLeft) gone?.abort()
  })
  return {
    hasLeft: () => hasLeft,
    signal() {
      gone ??= new AbortController()
      if (hasLeft) gone.abort()
      return gone.signal
    },
  }
}

async function toRequest(incoming: IncomingMessage, signal: () => AbortSignal): Promise<Request> {
  const { method = 'GET', url: path = '/' } = incoming
  const url = new URL(path, `http://${incoming.headers.host}`)
  // As the guard has set them; `rawHeaders` would be as they came.
  const admitted = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  const headers = new Headers(admitted)
  // A body has no meaning on these, and their `Request` cannot have one.
  const isBodiless = method === 'GET' || method === 'HEAD' || !hasBody(incoming.headers)
  if (isBodiless) return new IncomingRequest({ method, url, headers, body: null, signal })
  if (isShort(incoming.headers)) {
    return new IncomingRequest({ method, url, headers, body: await wholeOf(incoming), signal })
  }
  return new Request(url, { method, headers, signal: signal(), ...streamOf(incoming) })
}

/** A body of up to so many bytes is read whole before it is handed on: a stream of it would cost more than the rest. */
const SHORT_BYTES = 65_536

const isShort = (headers: IncomingHttpHeaders) => Number(headers['content-length'] ?? Infinity) <= SHORT_BYTES

const wholeOf = (incoming: IncomingMessage) =>
  new Promise<ArrayBuffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks)).buffer))
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
  if (response instanceof WrittenAnswer) outgoing.end(response.written)
  else if (response.body === null) outgoing.end()
  // Byte for byte, as a text: headers and body then are one write.
  else if (isWritten(response)) outgoing.end(Buffer.from(await response.arrayBuffer()).toString('latin1'), 'latin1')
  else await sendPieces(response.body, outgoing)
}

/** No faster than the client takes them; a client that leaves ends the source. */
async function sendPieces(body: ReadableStream<Uint8Array>, outgoing: ServerResponse) {
  const pieces = body.getReader()
  if (outgoing.destroyed) return pieces.cancel()
  // What is wrong with the source is told by who reads it, below.
  outgoing.once('close', () => void pieces.cancel().catch(() => undefined))
  // The client gets the headers before the first piece, or with it where that is there.
  const unsent = setImmediate(() => outgoing.flushHeaders())
  for (;;) {
    const { done, value } = await pieces.read()
    clearImmediate(unsent)
    // Nothing can be written to who has left.
    if (done || outgoing.destroyed) break
    if (!outgoing.write(value)) await drained(outgoing)
  }
  outgoing.end()
}

const drained = (outgoing: ServerResponse) =>
  new Promise<void>((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go)
      resolve()
    }
    outgoing.on('drain', go).on('close', go)
  })

/** JSON of no great length. Files, which are to be saved, may be of any, and so is what says that it is long. */
const isWritten = ({ headers }: Response) =>
  !headers.has('content-disposition') &&
  !(Number(headers.get('content-length')) > SHORT_BYTES) &&
  (headers.get('content-type')?.startsWith('application/json') ?? false)
