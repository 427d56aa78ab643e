import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Thread } from '@/lib/protocol/thread'
import { rawBody } from '@/lib/backend/testing/wire'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

let wire: TestBackend
beforeAll(async () => {
  wire = await startEmbedded(createTapes().models, { maxBodyBytes: 600_000 })
})
afterAll(() => wire.close())

describe('assistants', () => {
  it('answer with every field, defaults filled in', async () => {
    expect(await wire.call('POST', '/assistants', { model: 'gpt-4o' })).toEqual({
      id: expect.stringMatching(/^asst_[A-Za-z0-9]{24}$/) as string,
      object: 'assistant',
      created_at: expect.closeTo(Date.now() / 1000, -1) as number,
      name: null,
      description: null,
      model: 'gpt-4o',
      instructions: null,
      tools: [],
      tool_resources: {},
      metadata: {},
      temperature: 1,
      top_p: 1,
      response_format: 'auto',
    })
  })

  it('keep what a change leaves out and clear what it sets to null', async () => {
    const made = await wire.assistant({ name: 'A', instructions: 'Be kind.', temperature: 0.2, metadata: { a: '1' } })
    const path = `/assistants/${made.id}`
    const changed = await wire.call<Assistant>('POST', path, { name: 'B', instructions: null, temperature: null })
    expect(changed).toEqual({ ...made, name: 'B', instructions: null, temperature: 1 })
    expect(await wire.call('GET', path)).toEqual(changed)
  })

  it('are gone once deleted', async () => {
    const { id } = await wire.assistant()
    expect(await wire.call('DELETE', `/assistants/${id}`)).toEqual({ id, object: 'assistant.deleted', deleted: true })
    const refusal = { status: 404, message: `No assistant found with id '${id}'.`, type: 'invalid_request_error' }
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect(await wire.refusal(method, `/assistants/${id}`)).toMatchObject(refusal)
    }
  })
})

describe('what a request may not say', () => {
  const long = 'x'.repeat(300)
  const fn = (name: string) => ({ type: 'function', function: { name } })
  it.each([
    [{}, 'model', 'missing_required_parameter', `Missing required parameter: 'model'.`],
    [{ model: 1 }, 'model', 'invalid_type', `Invalid type for 'model': expected a string, but got an integer instead.`],
    [{ model: 'm', colour: 1 }, 'colour', 'unknown_parameter', `Unknown parameter: 'colour'.`],
    [
      { model: 'm', name: long },
      'name',
      'string_above_max_length',
      `Invalid 'name': string too long. Expected a string with maximum length 256, but got a string with length 300 instead.`,
    ],
    [
      { model: 'm', tools: Array.from({ length: 129 }, (_, i) => fn(`f${i}`)) },
      'tools',
      'array_above_max_length',
      `Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 instead.`,
    ],
    [
      { model: 'm', temperature: 2.5 },
      'temperature',
      'decimal_above_max_value',
      `Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.`,
    ],
    [
      { model: 'm', temperature: 3 },
      'temperature',
      'decimal_above_max_value',
      `Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.`,
    ],
    [{ model: 'm', top_p: -1 }, 'top_p', 'decimal_below_min_value', 'Expected a value >= 0, but got -1 instead.'],
    [{ model: 'm', tools: [{ type: 'toaster' }] }, 'tools[0].type', 'invalid_value', `Invalid value: 'toaster'.`],
    [
      { model: 'm', tools: [fn('no spaces')] },
      'tools[0].function.name',
      'invalid_value',
      'string does not match pattern',
    ],
    [
      { model: 'm', tools: [{ type: 'function', function: {} }] },
      'tools[0].function.name',
      'missing_required_parameter',
      '',
    ],
    [{ model: 'm', tools: [{ type: 'code_interpreter' }] }, 'tools[0].type', 'unsupported_value', 'not available'],
    [{ model: 'm', metadata: { a: 1 } }, 'metadata.a', 'invalid_type', 'expected a string, but got an integer'],
    [{ model: 'm', metadata: { ['k'.repeat(65)]: 'v' } }, null, null, ''],
    [
      { model: 'm', metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) },
      'metadata',
      'object_above_max_properties',
      'too many properties',
    ],
    [{ model: 'm', response_format: 'xml' }, 'response_format', null, ''],
    [
      { model: 'm', tool_resources: { file_search: { vector_store_ids: ['vs_1', 'vs_2'] } } },
      'tool_resources.file_search.vector_store_ids',
      'array_above_max_length',
      '',
    ],
    [{ model: 'm', file_ids: ['file-1'] }, 'file_ids', 'unknown_parameter', "version 2 has 'attachments' on messages"],
    [
      { model: 'm', tools: [{ type: 'retrieval' }] },
      'tools[0].type',
      'invalid_value',
      "Version 1 of the Assistants API called 'file_search' so.",
    ],
  ])('%j', async (body, param, code, message) => {
    const refusal = await wire.refusal('POST', '/assistants', body)
    expect(refusal.status).toBe(400)
    expect(refusal.message).toContain(message)
    if (param) expect(refusal.param).toBe(param)
    if (code) expect(refusal.code).toBe(code)
  })

  it('is not JSON, or too much of it', async () => {
    expect(await wire.refusal('POST', '/threads', rawBody('{'))).toMatchObject({ status: 400 })
    const large = { metadata: { a: 'a'.repeat(700_000) } }
    expect(await wire.refusal('POST', '/threads', large)).toMatchObject({ status: 413, code: 'request_too_large' })
  })

  it('names no route', async () => {
    expect(await wire.refusal('GET', '/nothing/here')).toMatchObject({ status: 404, code: 'unknown_url' })
  })
})

describe('threads and messages', () => {
  it('are made with an empty body, and with messages', async () => {
    expect((await wire.send('POST', '/threads')).status).toBe(200)
    const thread = await wire.thread({
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: [{ type: 'text', text: 'two' }] },
      ],
    })
    const { data } = await wire.call<List<Message>>('GET', `/threads/${thread.id}/messages?order=asc`)
    expect(data.map(({ role, content }) => ({ role, content }))).toEqual([
      { role: 'user', content: [{ type: 'text', text: { value: 'one', annotations: [] } }] },
      { role: 'assistant', content: [{ type: 'text', text: { value: 'two', annotations: [] } }] },
    ])
  })

  it('are found only where they are', async () => {
    const [one, other] = [await wire.thread(), await wire.thread()]
    const message = await wire.message(one.id)
    expect(await wire.refusal('GET', `/threads/${other.id}/messages/${message.id}`)).toMatchObject({
      status: 404,
      message: `No message found with id '${message.id}'.`,
    })
    expect(await wire.refusal('GET', `/threads/thread_none/messages/${message.id}`)).toMatchObject({
      status: 404,
      message: `No thread found with id 'thread_none'.`,
    })
  })

  it('take their messages along when they are deleted', async () => {
    const thread = await wire.thread()
    await wire.message(thread.id)
    await wire.call('DELETE', `/threads/${thread.id}`)
    expect((await wire.refusal('GET', `/threads/${thread.id}/messages`)).status).toBe(404)
  })

  it('change their metadata and nothing else', async () => {
    const thread = await wire.thread({ metadata: { a: '1' } })
    const message = await wire.message(thread.id)
    const path = `/threads/${thread.id}`
    expect(await wire.call<Thread>('POST', path, { metadata: { b: '2' } })).toEqual({ ...thread, metadata: { b: '2' } })
    expect(await wire.call<Message>('POST', `${path}/messages/${message.id}`, { metadata: { c: '3' } })).toEqual({
      ...message,
      metadata: { c: '3' },
    })
    expect((await wire.refusal('POST', `${path}/messages/${message.id}`, { content: 'x' })).code).toBe(
      'unknown_parameter',
    )
  })
})

describe('lists', () => {
  it('page both ways from a cursor, in either order', async () => {
    const thread = await wire.thread()
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.push((await wire.message(thread.id)).id)
    const page = async (query: string) => {
      const list = await wire.call<List<Message>>('GET', `/threads/${thread.id}/messages?${query}`)
      expect(list.first_id).toBe(list.data[0]?.id ?? '')
      expect(list.last_id).toBe(list.data.at(-1)?.id ?? '')
      return { at: list.data.map(({ id }) => ids.indexOf(id)), more: list.has_more }
    }
    expect(await page('limit=2')).toEqual({ at: [4, 3], more: true })
    expect(await page(`limit=2&after=${ids[3]}`)).toEqual({ at: [2, 1], more: true })
    expect(await page(`after=${ids[1]}`)).toEqual({ at: [0], more: false })
    expect(await page(`limit=2&before=${ids[1]}`)).toEqual({ at: [3, 2], more: true })
    expect(await page(`before=${ids[4]}`)).toEqual({ at: [], more: false })
    expect(await page(`order=asc&after=${ids[2]}`)).toEqual({ at: [3, 4], more: false })
  })

  it.each([
    ['limit=0', 'limit', 'integer_below_min_value'],
    ['limit=101', 'limit', 'integer_above_max_value'],
    ['limit=x', 'limit', 'invalid_type'],
    ['order=up', 'order', 'invalid_value'],
    ['after=asst_none', 'after', null],
  ])('refuse %s', async (query, param, code) => {
    const refusal = await wire.refusal('GET', `/assistants?${query}`)
    expect(refusal).toMatchObject({ status: 400, param })
    if (code) expect(refusal.code).toBe(code)
  })

  it('has one of all threads, which the public wire lacks', async () => {
    const { id } = await wire.thread()
    expect((await wire.call<List<Thread>>('GET', '/threads?limit=1')).data[0]?.id).toBe(id)
  })
})

describe('every answer', () => {
  it('carries the headers that SDKs show, and 200 for what was created', async () => {
    const response = await wire.send('POST', '/threads', {})
    expect(response.status).toBe(200)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('openai-version')).toBe('2020-10-01')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
