import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { bodyBytesOf } from './body-bytes'
import { jsonBodyOf } from './json-body'
import { handleError } from './handle-error'

const text = '很长的文字'.repeat(100_000)
const large = JSON.stringify({ text })

function appWith(kept: number[]) {
  const app = new Hono()
  app.post('/', async (c) => {
    await bodyBytesOf(c)
    const value = await jsonBodyOf(c)
    kept.push((await bodyBytesOf(c)).byteLength, Object.keys(c.req.bodyCache).length)
    return c.json(value as object)
  })
  app.onError((error) => handleError(error, { report: () => {}, message: '' }).toResponse())
  return app
}

const post = (body: BodyInit, headers: Record<string, string> = {}) => ({ method: 'POST', body, headers })
const lengthOf = (body: string) => ({ 'content-length': String(Buffer.byteLength(body)) })

it('keeps nothing of a large body when it is parsed', async () => {
  const kept: number[] = []
  const response = await appWith(kept).request('/', post(large, lengthOf(large)))
  expect(await response.json()).toEqual({ text })
  expect(kept).toEqual([0, 0])
})

it.each([
  ['a body of a length that it does not say', large, {}],
  ['a mark before UTF-8', `\ufeff${large}`, lengthOf(`\ufeff${large}`)],
])('reads %s', async (_, body, headers) => {
  const response = await appWith([]).request('/', post(body, headers))
  expect(await response.json()).toEqual({ text })
})

it.each([
  ['shorter', { 'content-length': '9000000' }],
  ['longer', { 'content-length': '1100000' }],
])('refuses a body that is %s than it says', async (word, headers) => {
  const response = await appWith([]).request('/', post(large, headers))
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(`The body is ${word} than its Content-Length.`)
})

it.each(['', ' \n ', '[]'])('takes %j for an empty object', async (body) => {
  expect(await (await appWith([]).request('/', post(body))).json()).toEqual({})
})
