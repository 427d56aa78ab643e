import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './start-error'
import { refuseTunnel, refuseUnreadable } from './unreadable-request'

export type Handle = (request: IncomingMessage, response: ServerResponse) => void

export interface Listener {
  readonly server: Server
  readonly port: number
  /** Answers that are not finished. */
  readonly unfinished: ReadonlySet<ServerResponse>
}

const options = {
  // A missing Host is refused by the guard, in the protocol's shape.
  requireHostHeader: false,
  // Longer than proxies keep idle connections, or they would send a request into one that is being closed.
  keepAliveTimeout: 65_000,
  // Headers fit into a few packets, and until they have arrived the sender is unknown.
  headersTimeout: 10_000,
  // Long uploads over slow lines are allowed: bodies are limited by size, and the guard limits the time of refused
  // ones.
  requestTimeout: 3_600_000,
  // How often Node looks for connections whose time is over.
  connectionsCheckingInterval: 1_000,
}

/** Listens, and gives every request to `handle`. Throws StartError when the address is not available. */
export async function listen(address: { readonly host: string; readonly port: number }, handle: Handle) {
  const unfinished = new Set<ServerResponse>()
  const take: Handle = (request, response) => {
    unfinished.add(response)
    response.once('close', () => unfinished.delete(response))
    handle(request, response)
  }
  const server = createServer(options, take)
  // Node would refuse an expectation that it does not know by itself, without a word. The guard says what is wrong.
  server.on('checkExpectation', take)
  server.on('connect', (_, socket) => refuseTunnel(socket))
  server.on('clientError', (error, socket) => {
    // Nothing can be sent while another answer is being written.
    if ([...unfinished].some((response) => response.socket === socket && response.headersSent)) socket.destroy()
    else refuseUnreadable(error, socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(trouble(error, address))))
    server.listen(address.port, address.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return { server, port, unfinished } satisfies Listener
}

function trouble({ code, message }: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: stop what listens there, or set PORT to another.`
    case 'EACCES':
      return `Port ${port} may not be used by this user: set PORT to 1024 or above.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine.`
    default:
      return `Cannot listen on ${host}, port ${port}: ${message}`
  }
}

/** How people write it in the address bar. */
export function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}
