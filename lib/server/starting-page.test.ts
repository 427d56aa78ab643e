import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNotYet } from './starting-page'
import { ask } from './testing/ask'

const server = createServer(createNotYet(fileURLToPath(new URL('../../messages', import.meta.url))))
let url: string
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const html = { accept: 'text/html,*/*;q=0.8', 'content-security-policy': "style-src 'self' 'nonce-abc='" }

it('shows a page in the reader’s language and theme that asks again by itself', async () => {
  const english = await ask(`${url}/embedded`, { headers: html })
  expect(english.status).toBe(503)
  expect(english.headers).toMatchObject({ refresh: '2', 'retry-after': '2' })
  expect(english.text).toContain('The playground is starting')
  expect(english.text).toContain('<style nonce="abc=">')
  const headers = { ...html, cookie: 'theme=dark', 'accept-language': 'zh-CN,zh;q=0.9' }
  const chinese = await ask(`${url}/embedded`, { headers })
  expect(chinese.text).toContain('<html lang="zh-CN" data-theme="dark">')
  expect(chinese.text).toContain('正在启动')
})

it.each(['/', '/v1/models', '/api/connections'])('tells clients in JSON: %s', async (path) => {
  const { status, text, headers } = await ask(url + path, { headers: { accept: '*/*' } })
  expect([status, headers['retry-after']]).toEqual([503, '2'])
  expect(JSON.parse(text)).toMatchObject({ error: { message: expect.stringContaining('starting') as string } })
})

it('gives an open page no answer that it would take for its own', async () => {
  await expect(ask(`${url}/embedded`, { headers: { ...html, rsc: '1' } })).rejects.toThrow()
})
