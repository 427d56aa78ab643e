// A request on its way to the upstream: as it came, and as fast as the upstream takes it.
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { BodyNote } from '@/lib/backend/wire/exchange-notes'
import { upstreamUrl } from './ask'
import { decodableOf } from './decode-body'
import { listening } from './listening'

/** Bodies of up to so many bytes have come whole before they are handed on, mostly. */
const SHORT_BYTES = 64 * 1024

interface Sending {
  /** Missing where nothing is recorded. */
  readonly bodyNote?: BodyNote
  /** What the client wants answered whole is streamed to here. */
  readonly asStream?: boolean
  readonly isPlain: boolean
}

export interface Converting {
  /** It was made a request that streams, and its client wants a run. */
  readonly isConverted: boolean
}

interface Sent extends Converting {
  readonly request: Request
}

/** The request as the upstream gets it. */
export async function upward(request: Request, path: string, sending: Sending): Promise<Sent> {
  const { method, signal, body } = request
  const { bodyNote, asStream = false, isPlain } = sending
  const headers = isPlain ? withHeader(request.headers, 'accept-encoding', 'identity') : readable(request, sending)
  const isRead = method === 'GET' || method === 'HEAD'
  // What changes something is done there whether or not its client waits for the answer, which is recorded here.
  const init = { method, headers, ...((isRead || !bodyNote) && { signal }) }
  const whole = (more: RequestInit = {}, isConverted = false) => ({
    request: new Request(upstreamUrl(path), { ...init, ...more }),
    isConverted,
  })
  if (body === null || isRead) return whole()
  if (asStream || Number(headers.get('content-length') ?? Infinity) <= SHORT_BYTES) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    bodyNote?.onBytes(bytes)
    const streaming = asStream ? asStreaming(bytes) : undefined
    return streaming === undefined
      ? whole({ body: bytes })
      : whole({ body: streaming, headers: withHeader(headers, 'content-length', undefined) }, true)
  }
  const noted = bodyNote ? listening(body, bodyNote.onBytes) : body
  return whole({ body: noted, duplex: 'half' } as RequestInit)
}

/** What is recorded has to be decoded here, so nothing else is asked for. */
function readable({ headers }: Request, { bodyNote }: Sending): Headers {
  const accepted = headers.get('accept-encoding')
  if (!bodyNote || accepted === null) return headers
  const decodable = decodableOf(accepted)
  return decodable === accepted ? headers : withHeader(headers, 'accept-encoding', decodable)
}

function withHeader(headers: Headers, name: string, value: string | undefined): Headers {
  const own = new Headers(headers)
  if (value === undefined) own.delete(name)
  else own.set(name, value)
  return own
}

/** The same request as one that streams; undefined where it does already, or is none that could. */
function asStreaming(bytes: Uint8Array): string | undefined {
  const body = jsonOf(new TextDecoder().decode(bytes))
  return isRecord(body) && !body['stream'] ? JSON.stringify({ ...body, stream: true }) : undefined
}
