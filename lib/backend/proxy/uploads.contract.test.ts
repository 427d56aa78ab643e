// Bodies on their way up: they pass while they come, no faster than the upstream takes them, and as long as it says.
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { listen } from '@/lib/server/listen'
import { openRaw, rawRequest } from '@/lib/server/testing/raw-connection'
import { createWire } from '@/lib/server/wire'
import { createFetch } from './testing/loopback'
import { startProxied } from './testing/proxied'
import { createUpstream } from './upstream'

const MEGABYTE = 1024 * 1024
const FILES = { 'content-type': 'multipart/form-data; boundary=x' }

/** The proxy between a client and an upstream, over sockets. */
async function start(answering: RequestListener) {
  const there = createServer(answering).listen(0, '127.0.0.1')
  await once(there, 'listening')
  const outbound = createFetch()
  const url = `http://127.0.0.1:${(there.address() as AddressInfo).port}`
  const upstream = createUpstream({ kind: 'azure', url, key: 'k', fetch: outbound.fetch })
  const wire = await startProxied(upstream, { kind: 'azure' })
  const { server, port } = await listen({ host: '127.0.0.1', port: 0 }, createWire(wire.backend))
  onTestFinished(async () => {
    server.close().closeAllConnections()
    there.close().closeAllConnections()
    await wire.close()
    await outbound.close()
  })
  const base = `http://127.0.0.1:${port}/c/other/openai`
  return {
    wire,
    base,
    post: (path: string, headers: Readonly<Record<string, string | number>> = FILES) =>
      request(`${base}${path}`, { method: 'POST', headers, agent: false }),
  }
}

const answerTo = async (sent: ReturnType<typeof request>) => {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  return { status: answer.statusCode, json: JSON.parse(Buffer.concat(pieces).toString()) as unknown }
}

it.each(['/files', '/threads/thread_1/messages'])('reaches the upstream while it is sent: %s', async (path) => {
  const begun = withResolvers<IncomingMessage['headers']>()
  const { post } = await start((asked, response) => {
    let bytes = 0
    asked.on('data', (piece: Buffer) => {
      bytes += piece.length
      begun.resolve(asked.headers)
    })
    asked.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"bytes":${bytes}}`))
  })
  const type = path === '/files' ? FILES : { 'content-type': 'application/json' }
  const sent = post(path, { ...type, expect: '100-continue' })
  const answered = answerTo(sent)
  sent.flushHeaders()
  await once(sent, 'continue')
  sent.write(Buffer.alloc(1024, 'a'))
  expect(Object.keys(await begun.promise), 'it was asked for here').not.toContain('expect')
  const piece = Buffer.alloc(MEGABYTE, 'b')
  for (let n = 0; n < 20; n += 1) if (!sent.write(piece)) await once(sent, 'drain')
  sent.end()
  expect(await answered).toEqual({ status: 200, json: { bytes: 20 * MEGABYTE + 1024 } })
})

it('is refused by the upstream, in its words, when it is too long for that one, and heard out', async () => {
  const { base } = await start((asked, response) => {
    const error = { error: { message: 'Files here have at most 16 MB.', code: 'theirs' } }
    response.writeHead(413, { 'content-type': 'application/json' }).end(JSON.stringify(error))
    asked.resume()
  })
  const connection = await openRaw(base)
  for (const body of ['x'.repeat(40 * MEGABYTE), 'x']) {
    const headers = { ...FILES, 'content-length': String(body.length), connection: 'keep-alive' }
    connection.send(rawRequest('POST /c/other/openai/files', { headers, body }))
  }
  expect(await connection.heard(/theirs[^]*theirs/)).toMatch(/^HTTP\/1\.1 413/)
  await connection.breakOff()
})

it('may have trailers, which stay here', async () => {
  const heard = withResolvers<IncomingMessage>()
  const { base } = await start((asked, response) => {
    asked.resume().on('end', () => {
      heard.resolve(asked)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    })
  })
  const connection = await openRaw(base)
  const headers = { ...FILES, 'transfer-encoding': 'chunked', trailer: 'x-digest', connection: 'close' }
  connection.send(rawRequest('POST /c/other/openai/files', { headers }))
  connection.send('3\r\nabc\r\n0\r\nx-digest: 1\r\n\r\n')
  expect(await connection.closed).toContain('{"ok":true}')
  const asked = await heard.promise
  expect([asked.headers['trailer'], asked.trailers]).toEqual([undefined, {}])
})

it('may take as long as it does, while the upstream takes it; then that may not be silent for long', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const minute = async () => void (await vi.advanceTimersByTimeAsync(60_000))
  let isSilent = false
  const fetch: Parameters<typeof createUpstream>[0]['fetch'] = async (_, init) => {
    for await (const _piece of init?.body as unknown as AsyncIterable<Uint8Array>) await minute()
    if (isSilent) for (let n = 0; n < 3; n += 1) await minute()
    init?.signal?.throwIfAborted()
    return Response.json({})
  }
  const upstream = createUpstream({ kind: 'azure', url: 'https://azure.test', fetch })
  const upload = () => {
    const init = { method: 'POST', headers: FILES, body: source().body, duplex: 'half' }
    return upstream(new Request('http://any.test/files', init))
  }
  expect((await upload()).status).toBe(200)
  isSilent = true
  await expect(upload()).rejects.toMatchObject({ status: 504 })
})

/** 20 MiB as they are asked for. */
function source() {
  let made = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (made === 20) return controller.close()
        made += 1
        controller.enqueue(new Uint8Array(MEGABYTE))
      },
    },
    { highWaterMark: 0 },
  )
  return { body, made: () => made }
}

it.each(['/files', '/threads/thread_1/messages'])('waits for an upstream that reads slowly: %s', async (path) => {
  const { body, made } = source()
  const ahead: number[] = []
  const upstream: Backend = async (asked) => {
    let read = 0
    for await (const piece of asked.body as unknown as AsyncIterable<Uint8Array>) {
      read += piece.byteLength
      for (let turns = 0; turns < 10; turns += 1) await othersFirst()
      ahead.push(made() - read / MEGABYTE)
    }
    return Response.json({ read })
  }
  const wire = await startProxied(upstream, { kind: 'azure' })
  onTestFinished(() => wire.close())
  const type = path === '/files' ? FILES : { 'content-type': 'application/json' }
  const init = { method: 'POST', headers: type, body, duplex: 'half' }
  const answer = await wire.backend(new Request(`http://test/c/other/openai${path}`, init))
  expect(await answer.json()).toEqual({ read: 20 * MEGABYTE })
  expect(ahead).toHaveLength(20)
  expect(Math.max(...ahead), 'pieces that lie here').toBeLessThanOrEqual(3)
})

it('is bounded where it is read here: under a key, and of a page that begins a run', async () => {
  const wire = await startProxied(async () => expect.unreachable(), { kind: 'openai' })
  onTestFinished(() => wire.close())
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-1' }
  const ask = (path: string) => {
    const body = new Blob([new Uint8Array(33 * MEGABYTE)]).stream()
    const init = { method: 'POST', headers, body, duplex: 'half' }
    return wire.backend(new Request(`http://test${path}`, init))
  }
  for (const path of ['/c/other/v1/threads', '/api/c/other/v1/threads/thread_1/runs?x=1']) {
    const answer = await ask(path)
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'request_too_large' } }])
  }
})
