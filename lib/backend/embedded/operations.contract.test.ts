// Every operation that the protocol describes, with requests that must be answered and requests that must be refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateAnswer, validateError, validateEvent } from '@/lib/backend/testing/oracle'
import { nameOf, operationOf, operations, resolved } from '@/lib/backend/testing/protocol-shapes'
import { readFrames } from '@/lib/protocol/sse'
import { startEmbedded } from './testing/embedded'
import { examples } from './testing/operations/examples'
import type { Ask, Stage } from './testing/operations/example'
import { createTapes } from './testing/tapes'

const tapes = createTapes()
let stage: Stage
beforeAll(async () => {
  stage = { tapes, wire: await startEmbedded(tapes.models, { reading: (read) => read }) }
})
afterAll(() => stage.wire.close())

async function ask(method: string, { path, body }: Ask): Promise<Response> {
  const isForm = body instanceof FormData
  const headers: HeadersInit = isForm || body === undefined ? {} : { 'content-type': 'application/json' }
  const payload = isForm ? body : body && JSON.stringify(body)
  return stage.wire.backend(new Request(`http://playground.test/v1${path}`, { method, headers, body: payload ?? null }))
}

/** The brackets of a form's field are within it. */
const fieldsOf = (body: Ask['body'] = {}) =>
  body instanceof FormData ? [...body.keys()].map((key) => key.replace(/\[.*/, '')) : Object.keys(body)

/** Reads a stream to its closing event. */
async function validateStream(body: ReadableStream<Uint8Array>) {
  const names: string[] = []
  for await (const { event = '', data } of readFrames(body)) {
    if (event !== 'done') validateEvent(event, JSON.parse(data))
    names.push(event)
  }
  expect(names.at(-1)).toBe('done')
}

describe.each(operations.map((operation) => [nameOf(operation), operation] as const))('%s', (name, operation) => {
  const { method, path: template } = operation

  it('answers as the protocol describes, and refuses in its words', async () => {
    const example = await examples[name]?.(stage)
    if (!example) throw new Error('Nothing is asked of this operation.')
    const sent = new Set(example.right.flatMap(({ body }) => fieldsOf(body)))
    const fields = Object.keys(operation.body ? (resolved(operation.body.schema).properties ?? {}) : {})
    expect(
      fields.filter((field) => !sent.has(field)),
      'every field is sent',
    ).toEqual([])
    expect(Math.min(example.right.length, example.wrong.length), 'both kinds').toBeGreaterThan(0)
    for (const { path, body } of example.right) {
      expect(operationOf(method, path.split('?')[0] ?? '')?.path).toBe(template)
      const response = await ask(method, { path, body })
      expect(response.status, `${method} ${path} ${response.ok ? '' : await response.clone().text()}`).toBe(200)
      expect(response.headers.get('x-request-id')).toMatch(/^req_/)
      if (response.headers.get('content-type')?.startsWith('text/event-stream') && response.body)
        await validateStream(response.body)
      // Of a file's bytes the protocol says nothing.
      else if (operation.answer && template !== '/files/{file_id}/content')
        validateAnswer(method, template, await response.json())
      else await response.arrayBuffer()
    }
    for (const { path, body, ...is } of example.wrong) {
      expect(operationOf(method, path.split('?')[0] ?? '')?.path).toBe(template)
      const response = await ask(method, { path, body })
      const value = (await response.json()) as { error: object }
      expect({ status: response.status, ...value.error }, `${method} ${path}`).toMatchObject(is)
      validateError(value)
    }
  })
})

it('there are 44 operations, and examples of these only', () => {
  expect(operations).toHaveLength(44)
  expect(Object.keys(examples).toSorted()).toEqual(operations.map(nameOf).toSorted())
})
