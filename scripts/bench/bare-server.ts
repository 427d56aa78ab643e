// The bare app in a server of the playground's making: same Node, same Next, same way in; no guard and no backend.
import { fileURLToPath } from 'node:url'
import { onEndSignal } from '@/lib/server/close'
import { type Handle, listen, urlOf } from '@/lib/server/listen'
import { createPages } from '@/lib/server/pages'

onEndSignal(() => process.exit(0))

const host = '127.0.0.1'
const root = fileURLToPath(new URL('./bare-app', import.meta.url))

let handle: Handle = (_, response) => void response.writeHead(503).end()
const { port } = await listen({ host, port: 0 }, (request, response) => handle(request, response))
handle = (await createPages({ root, development: false, host, port })).handle
console.log(`Ready on ${urlOf(host, port)} after ${performance.now().toFixed(0)} ms.`)
