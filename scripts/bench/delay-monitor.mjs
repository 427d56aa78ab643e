// Loaded into a server that is measured: tells on a port of its own how late its event loop was since it was asked
// last.
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** How often the loop is looked at, in milliseconds: so much is no delay. */
const RESOLUTION_MS = 1

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const server = createServer((_, response) => {
    const p99Ms = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS)
    delay.reset()
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ p99Ms }))
  })
  server.listen(0, '127.0.0.1', () => console.log(`Delay on http://127.0.0.1:${server.address().port}`))
  server.unref()
}
