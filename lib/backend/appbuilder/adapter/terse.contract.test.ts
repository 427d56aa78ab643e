// Accounts that say less than the face does, or use other names.
import { describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { stop, text } from '@/lib/backend/embedded/testing/tapes'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { accountStage, own } from '../testing/account-stage'
import { unlike, withObjects } from '../testing/gateways'

const account = accountStage({ reports: false })

const wordsOf = ({ content }: Message) => content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

describe('an assistant whose model the account does not tell', () => {
  const silent = async (request: Request, pass: Backend) =>
    withObjects(await pass(request), ({ model: _, ...rest }) => rest)
  const silentAccount = () =>
    unlike(account.face.face, {
      '/v2/assistants/query': silent,
      '/v2/assistants/update': silent,
      '/v2/assistants/list': silent,
    })

  it('keeps it when something else is changed', async () => {
    const wire = await account.over(silentAccount())
    const { id } = await wire.assistant({ model: 'ERNIE-3.5-8K', name: 'helper' })
    for (const [body, model] of [
      [{ name: 'renamed' }, 'ERNIE-3.5-8K'],
      [{ model: 'ERNIE-4.0-8K' }, 'ERNIE-4.0-8K'],
      [{ name: 'again' }, 'ERNIE-4.0-8K'],
    ] as const) {
      expect(await wire.call('POST', `/assistants/${id}`, body)).toMatchObject({ model })
      expect(await wire.call('GET', `/assistants/${id}`)).toMatchObject({ model })
      expect((await wire.call<List<Assistant>>('GET', '/assistants')).data).toMatchObject([{ id, model }])
      expect(await account.face.behind.call('GET', `/assistants/${id}`)).toMatchObject({ model })
    }
  })

  it('has runs with the model that they say', async () => {
    const wire = await account.over(silentAccount())
    const { id: assistant_id } = await account.face.client.assistants.create({ name: 'a', model: 'ERNIE-4.0-8K' })
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
    account.tapes.put([text('hi'), stop])
    expect(await wire.run(thread.id, { assistant_id })).toMatchObject({ model: 'ERNIE-4.0-8K' })
  })
})

describe('functions', () => {
  const extras = {
    responses: { type: 'object', properties: { celsius: { type: 'number' } }, required: ['celsius'] },
    examples: [
      [{ role: 'user', content: 'How is it in Rome?', function_call: { name: 'get_weather', arguments: '{}' } }],
    ],
  }

  it('keep what this wire has no words for', async () => {
    const wire = await account.over(account.face.face)
    const { id } = await account.face.client.assistants.create({
      name: 'a',
      tools: [{ function: { name: 'get_weather', description: 'Tells it.', ...extras } }],
    })
    await wire.call('POST', `/assistants/${id}`, { name: 'renamed' })
    const functionThere = async () =>
      (await account.face.client.assistants.query({ assistant_id: id })).tools[0]?.function
    expect(await functionThere()).toMatchObject({ description: 'Tells it.', ...extras })
    await wire.call('POST', `/assistants/${id}`, { tools: [weather] })
    expect(await functionThere()).toMatchObject({ description: weather.function.description, ...extras })
  })

  it('say what they return where the pages read it, and take it from there', async () => {
    const wire = await account.over(account.face.face)
    const { id } = await account.face.client.assistants.create({
      name: 'a',
      tools: [{ function: { name: 'get_weather', description: 'Tells it.', ...extras } }],
    })
    const definitionHere = async () => (await wire.call<Assistant>('GET', `/assistants/${id}`)).tools[0]
    expect(await definitionHere()).toMatchObject({ function: { parameters: { 'x-responses': extras.responses } } })
    const responses = { type: 'object', properties: { kelvin: { type: 'number' } } }
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, 'x-responses': responses }
    const tools = [{ type: 'function', function: { ...weather.function, parameters } }]
    await wire.call('POST', `/assistants/${id}`, { tools })
    const [there] = (await account.face.client.assistants.query({ assistant_id: id })).tools
    expect(there?.function).toMatchObject({ responses, examples: extras.examples })
    expect(there?.function?.parameters).not.toHaveProperty('x-responses')
    expect(await definitionHere()).toMatchObject(tools[0]!)
  })

  it('that shall be strict are refused', async () => {
    const wire = await account.over(account.face.face)
    const tools = [weather, { type: 'function', function: { name: 'f', strict: true } }]
    const { id } = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
    const refusal = { status: 400, param: 'tools[1].function.strict', code: 'unsupported_value' }
    expect(await wire.refusal('POST', `/assistants/${id}`, { tools })).toMatchObject(refusal)
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
    const body = { assistant_id: id, tools }
    expect(await wire.refusal('POST', `/threads/${thread.id}/runs`, body)).toMatchObject(refusal)
  })
})

describe('an answer without an id', () => {
  it.each([
    ['/v2/threads', 'POST', '/threads', {}],
    ['/v2/threads/query', 'GET', '/threads/thread_1', undefined],
    ['/v2/assistants', 'POST', '/assistants', { model: 'ERNIE-4.0T-8K', name: 'a' }],
    ['/v2/assistants/query', 'GET', '/assistants/asst_1', undefined],
  ])('to %s is no success', async (path, method, ours, body) => {
    const wire = await account.over(
      unlike(account.face.face, { [path]: async () => Response.json({ requestId: 'x', code: 'y', message: 'No.' }) }),
    )
    expect(await wire.refusal(method, ours, body)).toMatchObject({ status: 502 })
  })
})

/** The answers of runs have names of their own in lists, and are known by no other. */
function renaming(gateway: Backend): Backend {
  const answers = new Set<string>()
  const bareOf = (id: string) => id.replace(/^[a-z]+_/, '')
  const isUnknown = (id: string) => answers.has(bareOf(id))
  const answer = async (request: Request, pass: Backend) => {
    const sent = await request.text()
    const { message_id = '', after = '', before = '' } = JSON.parse(sent) as Readonly<Record<string, string>>
    if ([message_id, after, before].some(isUnknown)) {
      return Response.json({ error: { code: 404, message: 'Unknown name.', type: 't', param: null } })
    }
    const response = await pass(new Request(request, { body: sent.replaceAll('listed-', '') }))
    return withObjects(response, (object) => {
      if (!object.run_id) return object
      answers.add(bareOf(String(object.id)))
      return { ...object, id: `listed-${String(object.id)}` }
    })
  }
  const paths = ['list', 'query', 'update'].map((verb) => `/v2/threads/messages/${verb}`)
  return unlike(gateway, Object.fromEntries(paths.map((path) => [path, answer])))
}

describe('a message that has another name in lists', () => {
  async function talk() {
    const wire = await account.over(renaming(account.face.face))
    const { id: assistant_id } = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
    const { id: thread_id } = await wire.thread({ messages: [{ role: 'user', content: 'one' }] })
    const runs: string[] = []
    for (const words of ['first', 'second']) {
      account.tapes.put([text(words), stop])
      const { id } = await wire.run(thread_id, { assistant_id })
      await expect.poll(async () => (await wire.getRun({ id, thread_id })).status, { timeout: 5_000 }).toBe('completed')
      await wire.message(thread_id, { content: `behind ${words}` })
      runs.push(id)
    }
    const list = async (query: string) =>
      (await wire.call<List<Message>>('GET', `/threads/${thread_id}/messages?${query}`)).data
    return { wire, thread_id, runs, list }
  }

  it('is known by the one that its run gave it, also as a cursor', async () => {
    const { list } = await talk()
    const all = await list('order=asc')
    expect(all.map(wordsOf)).toEqual(['one', 'first', 'behind first', 'second', 'behind second'])
    const first = all[1]?.id ?? ''
    expect(first).not.toContain('listed-')
    expect((await list(`order=asc&after=${first}`)).map(wordsOf)).toEqual(['behind first', 'second', 'behind second'])
    expect((await list(`order=desc&after=${all[3]?.id}`)).map(wordsOf).slice(0, 2)).toEqual(['behind first', 'first'])
  })

  it('can say something else', async () => {
    const { wire, thread_id, list } = await talk()
    const answer = (await list('order=asc'))[1]
    await wire.call('POST', own(`/threads/${thread_id}/messages/${answer?.id}`), { text: 'changed' })
    const now = (await list('order=asc'))[1]
    expect(now).toMatchObject({ id: answer?.id })
    expect(now && wordsOf(now)).toBe('changed')
  })

  it('is found by its run, wherever it stands in the thread', async () => {
    const { list, runs } = await talk()
    expect((await list(`run_id=${runs[0]}&limit=1`)).map(wordsOf)).toEqual(['first'])
  })
})

describe('messages that a run brings along', () => {
  it('are in the index of threads', async () => {
    const wire = await account.over(account.face.face)
    const { id: assistant_id } = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
    const { id: thread_id } = await wire.thread()
    account.tapes.put([text('hi'), stop])
    const additional_messages = ['one', 'two'].map((content) => ({ role: 'user' as const, content }))
    await wire.run(thread_id, { assistant_id, additional_messages })
    const index = async () => (await wire.call<List<ThreadSummary>>('GET', own('/threads'))).data
    await expect.poll(index, { timeout: 5_000 }).toMatchObject([{ id: thread_id, preview: 'one', message_count: 3 }])
  })
})
