// A server whose requests to others leave through a proxy.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { textFrames, toFrameText } from '@/lib/backend/models/testing/fake-chat-server'
import { createSdk } from '@/lib/backend/testing/sdk'
import { startServer } from './testing/start-server'

test('HTTP_PROXY is asked for models and for AppBuilder, and its password is printed nowhere', async () => {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(textFrames('through the proxy').map(toFrameText).join(''))
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const server = await startServer({
    env: {
      HTTP_PROXY: `http://me:hush-hush@127.0.0.1:${port}`,
      MODEL_BASE_URL: 'http://models.example.test/v1',
      APPBUILDER_TOKEN: 'token',
      APPBUILDER_GATEWAY: 'http://gateway.example.test',
    },
  })
  const { client, violations, heard } = createSdk(server.url)
  const { id: assistant_id } = await client.beta.assistants.create({ model: 'any' })
  const ask = () =>
    client.beta.threads.createAndRunPoll(
      { assistant_id, thread: { messages: [{ role: 'user', content: 'Hello.' }] } },
      { pollIntervalMs: 10 },
    )
  expect(await ask()).toMatchObject({ status: 'completed' })
  await fetch(`${server.url}/c/appbuilder/v1/assistants`)
  expect(asked[0]).toBe('http://models.example.test/v1/chat/completions')
  expect(asked.at(-1)).toMatch(/^http:\/\/gateway\.example\.test\//)

  proxy.closeAllConnections()
  proxy.close()
  expect((await ask()).last_error?.message).toBe(
    `The model endpoint models.example.test could not be reached through the proxy 127.0.0.1:${port} (ECONNREFUSED).`,
  )
  expect(violations).toEqual([])
  expect(heard() + server.output()).not.toContain('hush')
  await server.stop()
})
