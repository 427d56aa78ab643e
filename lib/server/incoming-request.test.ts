import { expect, it } from 'vitest'
import { IncomingRequest } from './incoming-request'

const JSON_BODY = '{"role":"user"}'

const incoming = (text: string | null = JSON_BODY) =>
  new IncomingRequest({
    method: text === null ? 'GET' : 'POST',
    url: new URL('http://localhost/v1/x?order=asc'),
    headers: new Headers({ 'content-type': 'application/json' }),
    body: text === null ? null : new TextEncoder().encode(text).buffer,
    signal: () => AbortSignal.abort(),
  })

const textOf = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes)

it('tells what a request does', async () => {
  const request = incoming()
  expect([request.method, request.url]).toEqual(['POST', 'http://localhost/v1/x?order=asc'])
  expect([request.headers.get('content-type'), request.signal.aborted]).toEqual(['application/json', true])
  expect([request.mode, request.redirect, request.bodyUsed]).toEqual(['cors', 'follow', false])
})

it('has its body read once, in whichever way', async () => {
  const request = incoming()
  expect(textOf(await request.arrayBuffer())).toBe(JSON_BODY)
  expect(request.bodyUsed).toBe(true)
  expect(await incoming().json()).toEqual({ role: 'user' })
  expect(await new Response(incoming().body).text()).toBe(JSON_BODY)
  const cloned = incoming()
  expect([await cloned.clone().text(), textOf(await cloned.arrayBuffer())]).toEqual([JSON_BODY, JSON_BODY])
})

it('is no longer readable when it was read', async () => {
  const request = incoming()
  await request.arrayBuffer()
  await expect(request.arrayBuffer()).rejects.toThrow()
  await expect(request.json()).rejects.toThrow()
})

it('has no body where none has come', async () => {
  const request = incoming(null)
  expect(request.body).toBeNull()
  expect((await request.arrayBuffer()).byteLength).toBe(0)
  expect(request.bodyUsed).toBe(false)
})

it('is what another request can be made of', async () => {
  const other = new Request('http://localhost/v1/y', incoming())
  expect([other.method, other.url, await other.text()]).toEqual(['POST', 'http://localhost/v1/y', JSON_BODY])
})
