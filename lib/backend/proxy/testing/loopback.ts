// An upstream on loopback that answers each request as a test says: with real sockets, so that it can also misbehave.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, fetch as send } from 'undici'
import { undecoded } from '../undecoded'

export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void

export interface Loopback {
  readonly url: string
  /** What was asked, in order. */
  readonly asked: readonly {
    readonly line: string
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }[]
  /** What answers from now on: each request by its method and path, `GET /threads/thread_1`; else 404. */
  answer(routes: Readonly<Record<string, Answering>>): void
  close(): Promise<void>
}

export async function startLoopback(): Promise<Loopback> {
  let routes: Readonly<Record<string, Answering>> = {}
  const asked: { line: string; headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString()
      const path = request.url?.split('?')[0] ?? ''
      asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      const answering = routes[`${request.method} ${path}`] ?? routes['*'] ?? json(404, noSuch)
      answering(request, response, body)
    })
    request.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next) => void (routes = next),
    close: () => closed(server),
  }
}

function closed(server: Server) {
  const done = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  return done
}

const noSuch = { error: { message: 'No such object.', type: 'invalid_request_error', param: null, code: null } }

export const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Answering =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }

/** A stream of pieces, each sent by itself; then its end, or what `after` does. */
export const stream =
  (pieces: readonly (string | Buffer)[], after: (response: ServerResponse) => void = (response) => response.end()) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const next = (index: number) => {
      const piece = pieces[index]
      if (piece === undefined) after(response)
      else response.write(piece, () => setImmediate(() => next(index + 1)))
    }
    next(0)
  }

/** Cuts the connection. */
export const cut = (response: ServerResponse) => response.destroy()

export const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
export const DONE = 'event: done\ndata: [DONE]\n\n'

/** As the server's own: without limits of its own, and without decoding. */
export function createFetch() {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const dispatcher = agent.compose(undecoded)
  return {
    fetch: (address: string, init?: RequestInit) =>
      send(address, { ...init, dispatcher } as Parameters<typeof send>[1]) as unknown as Promise<Response>,
    close: () => agent.destroy(),
  }
}
