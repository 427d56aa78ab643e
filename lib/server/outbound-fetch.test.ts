import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { ProxyFailure } from '@/lib/backend/proxy-failure'
import { RefusedAddress } from '@/lib/backend/refused-address'
import { createOutboundFetch } from './outbound-fetch'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listening(answer: RequestListener, onConnect?: (request: IncomingMessage, socket: Socket) => void) {
  const server = createServer(answer)
  open.push(server)
  if (onConnect) server.on('connect', onConnect)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a request through a proxy', () => {
  test('asks for the whole address, and has name and password in their header only', async () => {
    const seen: (string | undefined)[] = []
    const proxy = await listening((request, response) => {
      seen.push(request.url, request.headers.host, request.headers['proxy-authorization'])
      response.end('through')
    })
    const fetch = createOutboundFetch({ http: `http://me:hush%21@${proxy}`, except: [] })
    const response = await fetch('http://models.example.test/v1/chat', { method: 'POST', body: '{}' })
    expect(await response.text()).toBe('through')
    const basic = `Basic ${Buffer.from('me:hush!').toString('base64')}`
    expect(seen).toEqual(['http://models.example.test/v1/chat', 'models.example.test', basic])
  })

  test('is tunnelled where the address is encrypted', async () => {
    let asked: string | undefined
    const proxy = await listening(
      () => undefined,
      (request, socket) => {
        asked = request.url
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      },
    )
    const fetch = createOutboundFetch({ https: `http://me:hush@${proxy}`, except: [] })
    const failure = await fetch('https://models.example.test/v1').catch((error: unknown) => error)
    expect(asked).toBe('models.example.test:443')
    expect(failure).toBeInstanceOf(ProxyFailure)
    expect(failure).toMatchObject({ proxy })
    expect(String(failure)).not.toContain('hush')
  })

  test('goes directly to this machine', async () => {
    const server = await listening((request, response) => response.end(request.url))
    const fetch = createOutboundFetch({ http: 'http://proxy.example.test', except: [] })
    expect(await (await fetch(`http://${server}/direct`)).text()).toBe('/direct')
  })
})

test('a form with a file is sent as one', async () => {
  let type: string | undefined
  let body = ''
  const server = await listening((request, response) => {
    type = request.headers['content-type']
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => response.end())
  })
  const form = new FormData()
  form.append('file', new Blob(['words']), 'note.txt')
  await createOutboundFetch({ except: [] })(`http://${server}/`, { method: 'POST', body: form })
  expect(type).toMatch(/^multipart\/form-data; boundary=/)
  expect(body).toContain('filename="note.txt"')
  expect(body).toContain('words')
})

describe('a refused address', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    'http://0xa9.254.169.254/',
    'http://metadata.google.internal/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://100.100.100.200/',
  ])('is never asked: %s', async (address) => {
    await expect(createOutboundFetch({ except: [] })(address)).rejects.toBeInstanceOf(RefusedAddress)
  })

  test('is not reached through a proxy either', async () => {
    const fetch = createOutboundFetch({ http: 'http://127.0.0.1:9', except: [] })
    await expect(fetch('http://169.254.169.254/')).rejects.toBeInstanceOf(RefusedAddress)
  })

  test('is recognized behind a name', async () => {
    const fetch = createOutboundFetch(
      { except: [] },
      {
        lookup: (host, _options, done) =>
          done(null, [{ address: host === 'good.test' ? '127.0.0.1' : '169.254.169.254', family: 4 }]),
      },
    )
    await expect(fetch('http://bad.test/')).rejects.toBeInstanceOf(RefusedAddress)
    const server = await listening((request, response) => response.end(request.headers.host))
    const port = server.split(':')[1]
    expect(await (await fetch(`http://good.test:${port}/`)).text()).toBe(`good.test:${port}`)
  })
})
