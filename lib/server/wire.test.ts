import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { openRaw, rawRequest } from './testing/raw-connection'
import { createWire } from './wire'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

async function serve(backend: Backend) {
  const server = createServer(createWire(backend))
  closers.push(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/x`
}

it('ends the source of an answer whose client left before it began', async () => {
  const began = withResolvers()
  const cancelled = withResolvers()
  const url = await serve(async ({ signal }) => {
    began.resolve()
    await once(signal, 'abort')
    return new Response(new ReadableStream({ cancel: () => cancelled.resolve() }))
  })
  const client = request(url).on('error', () => undefined)
  client.end()
  await began.promise
  client.destroy()
  await cancelled.promise
})

it('ends the source of an answer whose client leaves while it is sent', async () => {
  const cancelled = withResolvers()
  const endless = { pull: endlessly, cancel: () => cancelled.resolve() }
  const url = await serve(async () => new Response(new ReadableStream(endless)))
  const client = request(url).on('error', () => undefined)
  client.end()
  await once(client, 'response')
  client.destroy()
  await cancelled.promise
})

function endlessly(controller: ReadableStreamDefaultController) {
  controller.enqueue(new Uint8Array(65_536))
}

it('cuts off what its source breaks off: nobody takes it for the whole', async () => {
  let pieces = 0
  const url = await serve(async () => {
    const pull = (controller: ReadableStreamDefaultController) =>
      (pieces += 1) > 1 ? controller.error(new DOMException('Gone', 'AbortError')) : endlessly(controller)
    return new Response(new ReadableStream({ pull }))
  })
  await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow()
})

it.each(['GET', 'HEAD'])('answers a %s that has a body, which means nothing', async (method) => {
  const url = await serve(async (request) => Response.json({ body: request.body }))
  const connection = await openRaw(url)
  const headers = { 'content-type': 'application/json', 'content-length': '2', connection: 'close' }
  connection.send(rawRequest(`${method} /v1/x`, { headers, body: '{}' }))
  expect(await connection.closed).toMatch(/^HTTP\/1\.1 200 OK/)
})

it('hears an upload out that was answered before its end, for some read only then', async () => {
  const url = await serve(async () => Response.json({}, { status: 404 }))
  const large = 'x'.repeat(8_000_000)
  const connection = await openRaw(url)
  const post = (body: string) =>
    rawRequest('POST /v1/x', { headers: { 'content-length': String(body.length), connection: 'keep-alive' }, body })
  connection.send(post(large))
  connection.send(post(''))
  expect(await connection.heard(/404[^]*404/)).toMatch(/^HTTP\/1\.1 404/)
  await connection.breakOff()
})
