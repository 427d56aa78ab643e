import { describe, expect, test } from 'vitest'
import { importDocument } from './import-document'
import { importInThread } from './import-in-thread'

const yaml = `
openapi: 3.1.0
info: { title: Shop }
servers: [{ url: 'https://{env}.shop.test/v1/', variables: { env: { default: api } } }]
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: get order!
      summary: Finds an order.
      parameters:
        - { name: 'filter[x]', in: query, description: Which., schema: { $ref: '#/components/schemas/Size' } }
    patch:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
  /orders:
    post:
      operationId: create_order
      requestBody: { content: { 'application/json; charset=utf-8': { schema: { $ref: '#/components/schemas/Order' } } } }
    put:
      operationId: create_order
      parameters: [{ name: X-Tenant, in: header, required: true, schema: { type: string } }]
components:
  schemas:
    Size: { type: string, enum: [s, m] }
    Order:
      type: object
      x-internal: true
      properties: { size: { $ref: '#/components/schemas/Size' }, parts: { type: array, items: { $ref: '#/components/schemas/Order' } } }
`

test('operations become functions with HTTP rules', () => {
  const { title, servers, functions } = importDocument({ document: yaml })
  expect({ title, servers }).toEqual({ title: 'Shop', servers: ['https://api.shop.test/v1/'] })
  const [get, patch, post, put] = functions
  expect(get).toMatchObject({
    name: 'GET /orders/{id}',
    function: {
      name: 'get_order',
      description: 'Finds an order.',
      parameters: {
        required: ['id'],
        properties: {
          id: { type: 'string' },
          'filter[x]': { type: 'string', enum: ['s', 'm'], description: 'Which.' },
        },
      },
    },
    rule: { method: 'GET', url: 'https://api.shop.test/v1/orders/{{id}}?filter%5Bx%5D={{["filter[x]"]}}', body: null },
    problem: null,
  })
  expect(patch).toMatchObject({
    function: { name: 'patch_orders_id', parameters: { required: ['id', 'body'] } },
    rule: { method: 'PATCH', body: '{{body}}' },
  })
  // An order has orders in it: what refers to itself is left open.
  expect(post).toMatchObject({
    function: {
      name: 'create_order',
      parameters: { type: 'object', properties: { size: { enum: ['s', 'm'] }, parts: { items: {} } } },
    },
    rule: { url: 'https://api.shop.test/v1/orders', body: null },
  })
  expect(JSON.stringify(post)).not.toContain('x-internal')
  expect(put).toMatchObject({ function: { name: 'create_order_2' }, problem: expect.stringContaining('X-Tenant') })
})

describe('what is no such document is refused', () => {
  test.each([
    ['no document', '[]', 'expected a JSON or YAML object'],
    ['neither JSON nor YAML', '{"a": ', 'neither JSON nor YAML'],
    ['Swagger', '{"swagger":"2.0"}', 'Swagger 2.0'],
    ['one without a server', '{"openapi":"3.0.0","paths":{}}', 'names no server'],
    ['a bomb of aliases', bomb(), 'neither JSON nor YAML'],
    ['too deep', `a: ${'['.repeat(5_000)}`, 'neither JSON nor YAML'],
  ])('%s', (_what, document, words) => expect(() => importDocument({ document })).toThrow(words))

  test('one that leads to a cloud’s credentials', () => {
    const document = '{"openapi":"3.0.0","servers":[{"url":"http://169.254.169.254/"}]}'
    expect(() => importDocument({ document })).toThrow('metadata')
  })
})

test('references that make ever more stay within bounds', () => {
  const schemas: Record<string, object> = { S0: { type: 'string' } }
  for (let n = 1; n <= 30; n += 1) {
    const inner = { $ref: `#/components/schemas/S${n - 1}` }
    schemas[`S${n}`] = { type: 'object', properties: { a: inner, b: inner, c: { $ref: 'https://evil.test/s.json' } } }
  }
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/S30' } } } }
  const document = {
    openapi: '3.0.0',
    servers: [{ url: 'https://api.test' }],
    paths: { '/a': { post: { requestBody: body } }, __proto__: { get: {} } },
    components: { schemas },
  }
  const { functions } = importDocument({ document: JSON.stringify(document) })
  expect(functions).toHaveLength(1)
  expect(JSON.stringify(functions).length).toBeLessThan(1_000_000)
})

test('a thread reads it, and is given up where that takes too long', async () => {
  expect(await importInThread({ document: yaml })).toEqual(importDocument({ document: yaml }))
  await expect(importInThread({ document: '[]' })).rejects.toMatchObject({ status: 400, body: { param: 'document' } })
  const endless = { document: `a: ${'['.repeat(1_000_000)}` }
  await expect(importInThread(endless, 500)).rejects.toThrow('takes too long to read')
})

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 10; n += 1)
    lines.push(
      `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    )
  return lines.join('\n')
}
