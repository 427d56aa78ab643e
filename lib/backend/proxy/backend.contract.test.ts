import { afterAll, beforeAll } from 'vitest'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { backendContract } from '@/lib/backend/testing/backend-contract'
import { listen, urlOf } from '@/lib/server/listen'
import { createWire } from '@/lib/server/wire'
import { createFetch } from './testing/loopback'
import { OTHER, startProxied } from './testing/proxied'
import { createUpstream } from './upstream'

let outbound: ReturnType<typeof createFetch>
beforeAll(() => {
  outbound = createFetch()
})
afterAll(() => outbound.close())

/** Between the proxy and the other playground is a socket. */
const start = (way: 'pages' | 'sdks') => async (models: ModelRegistry) => {
  const there = await startEmbedded(models)
  const { server, port } = await listen({ host: '127.0.0.1', port: 0 }, createWire(there.backend))
  const url = urlOf('127.0.0.1', port)
  const wire = await startProxied(createUpstream({ kind: 'playground', url, fetch: outbound.fetch }), { way })
  return {
    ...wire,
    async close() {
      await wire.close()
      server.close().closeAllConnections()
      await there.close()
    },
  }
}

backendContract('a proxied backend, asked by pages', { connection: OTHER, start: start('pages') })

backendContract('a proxied backend, asked by SDKs', {
  connection: OTHER,
  start: start('sdks'),
  watching: 'by-polling',
})
