// What pages ask goes through Next's route handlers: the contract holds there, too, and under the pages' own address.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { openDoor } from '@/lib/backend/door'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { backendContract } from '@/lib/backend/testing/backend-contract'
import { createWire, withKey } from '@/lib/backend/testing/wire'
import type { Assistant } from '@/lib/protocol/assistant'
import { createHandlerWay } from './testing/route-handlers'

/** As if it had been sent to another address of the wire. */
const under =
  (base: string, backend: Backend): Backend =>
  (request) => {
    const url = new URL(request.url)
    url.pathname = url.pathname.replace(/^\/v1(?=\/)/, base)
    return backend(new Request(url, request))
  }

backendContract('through route handlers, as pages ask', {
  connection: 'embedded',
  async start(models) {
    const embedded = await startEmbedded(models)
    openDoor(embedded.backend)
    const pagesWay = under('/api/c/embedded/v1', createHandlerWay())
    return { ...embedded, ...createWire(pagesWay), under: (key) => createWire(withKey(pagesWay, key)) }
  },
})

describe('the addresses of the wire', () => {
  let embedded: Awaited<ReturnType<typeof startEmbedded>>
  beforeAll(async () => {
    embedded = await startEmbedded(createTapes().models)
    openDoor(embedded.backend)
  })
  afterAll(() => embedded.close())

  it.each([
    ...['/v1', '/openai', '/openai/v1', '/api/projects/any', '/api/c/embedded/v1'],
    ...['/c/embedded/v1', '/c/embedded/openai', '/c/embedded/openai/v1', '/c/embedded/api/projects/any'],
  ])('%s has a route handler', async (base) => {
    const wire = createWire(under(base, createHandlerWay()))
    const { id } = await wire.assistant({ name: base })
    expect(await wire.call<Assistant>('GET', `/assistants/${id}`)).toMatchObject({ name: base })
  })

  it('of pages and of SDKs are one: a key counts under both', async () => {
    const at = (base: string) => createWire(withKey(under(base, createHandlerWay()), 'key-1'))
    const first = await at('/api/c/embedded/v1').assistant({ name: 'once' })
    expect(await at('/c/embedded/v1').assistant({ name: 'once' })).toEqual(first)
  })
})
