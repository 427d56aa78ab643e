// A connection's proxy by itself, over the server's own way in: `UPSTREAM`, and `RECORDING=off` to pass on only.
import { setTimeout as wait } from 'node:timers/promises'
import { createProxy } from '@/lib/backend/proxy/create-proxy'
import { createUpstream } from '@/lib/backend/proxy/upstream'
import { openDatabase } from '@/lib/backend/store/open-database'
import { onEndSignal } from '@/lib/server/close'
import { listen, urlOf } from '@/lib/server/listen'
import { createOutboundFetch } from '@/lib/server/outbound-fetch'
import { createWire } from '@/lib/server/wire'

const { UPSTREAM: url = '', RECORDING, DATA_DIR: folder = '' } = process.env
const host = '127.0.0.1'
const database = await openDatabase({ database: { folder }, clock: Date.now })
const proxy = await createProxy({
  id: 'other',
  kind: 'playground',
  host: new URL(url).host,
  upstream: createUpstream({ kind: 'playground', url, fetch: createOutboundFetch({ except: [] }) }),
  store: await database.storeOf('other'),
  maxBodyBytes: 8 * 1024 * 1024,
  sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
  report: console.error,
  recording: RECORDING !== 'off',
})
onEndSignal(() => {
  void proxy.close().then(async () => {
    await database.close()
    process.exit(0)
  })
})
const { port } = await listen({ host, port: 0 }, createWire(proxy.backend))
console.log(`Ready on ${urlOf(host, port)} after ${performance.now().toFixed(0)} ms.`)
