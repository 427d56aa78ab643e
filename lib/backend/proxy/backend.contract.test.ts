import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { backendContract } from '@/lib/backend/testing/backend-contract'
import { below, OTHER, startProxied } from './testing/proxied'

const start = (way: 'pages' | 'sdks') => async (models: ModelRegistry) => {
  const upstream = await startEmbedded(models)
  const wire = await startProxied(below(upstream.backend), { way })
  return {
    ...wire,
    async close() {
      await wire.close()
      await upstream.close()
    },
  }
}

backendContract('a proxied backend, asked by pages', { connection: OTHER, start: start('pages') })

backendContract('a proxied backend, asked by SDKs', {
  connection: OTHER,
  start: start('sdks'),
  watching: 'by-polling',
})
