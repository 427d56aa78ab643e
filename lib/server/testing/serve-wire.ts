import type { Backend } from '@/lib/backend/backend'
import { listen, urlOf } from '../listen'
import { createWire } from '../wire'

/** A server with nothing in it but the wire. */
export async function serveWire(backend: Backend) {
  const { server, port } = await listen({ host: '127.0.0.1', port: 0 }, createWire(backend))
  return { url: urlOf('127.0.0.1', port), close: () => void server.close().closeAllConnections() }
}
