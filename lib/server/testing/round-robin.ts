// A plain proxy in front of several servers: each request goes to the next one. It knows no sessions, buffers nothing,
// and looks into nothing that it passes on.
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RoundRobin {
  readonly url: string
  /** Requests go there, too, from now on. Returns what takes it out. */
  add(url: string): () => void
  close(): void
}

export async function createRoundRobin(): Promise<RoundRobin> {
  let targets: readonly string[] = []
  let turn = 0

  /** A request that could not be handed to one is handed to the next; one that was handed over is never repeated. */
  function pass(incoming: IncomingMessage, answer: ServerResponse, body: Buffer, left = targets.length) {
    const target = targets[(turn += 1) % targets.length]
    if (target === undefined || left === 0) return refuse(answer, 503)
    const { method, headers, url = '/' } = incoming
    const outgoing = request(new URL(url, target), { method, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      answer.flushHeaders()
      response.pipe(answer)
      // Cut short there, it is cut short here.
      response.once('close', () => {
        if (!response.complete) answer.destroy()
      })
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') pass(incoming, answer, body, left - 1)
      else if (answer.headersSent) answer.destroy()
      else refuse(answer, 502)
    })
    answer.once('close', () => {
      if (!answer.writableFinished) outgoing.destroy()
    })
    outgoing.end(body)
  }

  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => pass(incoming, answer, Buffer.concat(chunks)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(url) {
      targets = [...targets, url]
      return () => {
        targets = targets.filter((target) => target !== url)
      }
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function refuse(answer: ServerResponse, status: 502 | 503) {
  if (!answer.destroyed) answer.writeHead(status, { 'content-type': 'text/plain' }).end('No server has answered.')
}
