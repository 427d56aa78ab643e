// What we send against what the Python SDK 1.1.4 was recorded to send.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AppBuilder } from './create-appbuilder'
import { clientOf, jsonOf, streamOf } from './testing/gateway'
import { recordedBytes } from './testing/recorded-stream'

interface Recorded {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const recorded = readFileSync(new URL('../../specs/appbuilder-sdk-requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

const isForm = ({ headers }: Recorded) => headers['Content-Type']?.startsWith('multipart/') === true

const weather = {
  function: {
    name: 'get_cur_whether',
    description: 'w',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
}
const thread_id = 'thread_1'
const run_id = 'run_1'
const assistant_id = 'asst_1'
const file = { file_id: 'file-1' }
const mount = { assistant_id, ...file }

/** The calls that make the recorded requests, one for each different body. */
const calls: ReadonlyArray<(client: AppBuilder) => Promise<unknown>> = [
  ({ assistants }) => assistants.create({ name: '测试_a-1', description: 'd' }),
  ({ assistants }) =>
    assistants.create({ name: 'a', description: 'd', tools: [weather], file_ids: ['file-1'], metadata: { k: 'v' } }),
  ({ assistants }) => assistants.update({ assistant_id, model: 'ERNIE-4.0T-8K', name: 'n', description: 'd' }),
  ({ assistants }) => assistants.list(),
  ({ assistants }) => assistants.query({ assistant_id }),
  ({ assistants }) => assistants.delete({ assistant_id }),
  ({ assistants }) => assistants.mountFiles(mount),
  ({ assistants }) => assistants.mountedFilesList({ assistant_id }),
  ({ assistants }) => assistants.mountedFilesList({ assistant_id, limit: 2147483647 }),
  ({ assistants }) => assistants.unmountFiles(mount),
  ({ assistants }) => assistants.files.list(),
  ({ assistants }) => assistants.files.query(file),
  ({ assistants }) => assistants.files.content(file),
  ({ assistants }) => assistants.files.download(file),
  ({ assistants }) => assistants.files.delete(file),
  ({ threads }) => threads.create(),
  ({ threads }) => threads.create({ messages: [{ content: 'hello world' }] }),
  ({ threads }) => threads.query({ thread_id }),
  ({ threads }) => threads.update({ thread_id }),
  ({ threads }) => threads.delete({ thread_id }),
  ({ threads }) => threads.messages.create({ thread_id, content: 'hi', file_ids: ['file-1'] }),
  ({ threads }) => threads.messages.list({ thread_id }),
  ({ threads }) => threads.messages.query({ thread_id, message_id: 'msg_1' }),
  ({ threads }) => threads.messages.update({ thread_id, message_id: 'msg_1', content: '你好' }),
  ({ threads }) => threads.messages.files({ thread_id, message_id: 'msg_1' }),
  ({ threads }) => threads.runs.run({ thread_id, assistant_id }),
  ({ threads }) => threads.runs.streamRun({ thread_id, assistant_id }),
  ({ threads }) => threads.runs.streamRunWithHandler({ thread_id, assistant_id }),
  ({ threads }) =>
    threads.runs.submitToolOutputs({ thread_id, run_id, tool_outputs: [{ tool_call_id: 'call-1', output: 'o' }] }),
  ({ threads }) => threads.runs.cancel({ thread_id, run_id }),
  ({ threads }) => threads.runs.list({ thread_id, limit: 5 }),
  ({ threads }) => threads.runs.query({ thread_id, run_id }),
  ({ threads }) => threads.runs.steps.list({ thread_id, run_id }),
  ({ threads }) => threads.runs.steps.query({ thread_id, run_id, step_id: 'step-1' }),
]

const answer = (url: string, stream: boolean) =>
  stream && url.endsWith('/v2/threads/runs') ? streamOf([recordedBytes]) : Response.json({ id: 'x_1' })

describe('what a call sends', () => {
  it('is what the Python SDK was recorded to send, field by field and in the same order', async () => {
    const bodies = recorded.filter((request) => !isForm(request)).map(({ path, body }) => `${path} ${compact(body)}`)
    const { client, sent } = clientOf(({ url, init }) => answer(url, String(init.body).includes('"stream":true')))
    for (const call of calls) await call(client)
    const ours = sent.map((each) => `${new URL(each.url).pathname} ${JSON.stringify(jsonOf(each))}`)
    expect(ours.filter((each) => !bodies.includes(each))).toEqual([])
    // All of them but the run with every field set, which has a test of its own.
    const missing = bodies.filter((each) => !ours.includes(each))
    expect(missing).toHaveLength(1)
    expect(missing[0]).toContain('"user_info":{')
  })

  it('has every field of a run that has them all', async () => {
    const wanted = recorded.find(({ body }) => body.includes('"user_info": {'))
    const body = JSON.parse(wanted?.body ?? '') as Parameters<AppBuilder['threads']['runs']['run']>[0]
    const { client, sent } = clientOf(() => Response.json({ id: 'run_1' }))
    await client.threads.runs.run(body)
    expect(sent.map(jsonOf)).toEqual([body])
  })

  it('carries the headers of the Python SDK', async () => {
    const { client, sent } = clientOf(() => Response.json({}))
    await client.assistants.list()
    const headers = new Headers(sent[0]?.init.headers)
    expect(sent[0]?.init.method).toBe('POST')
    expect(headers.get('authorization')).toBe('Bearer secret')
    expect(headers.get('x-appbuilder-authorization')).toBe('Bearer secret')
    expect(headers.get('x-appbuilder-request-id')).toBe('request-1')
    expect(headers.get('x-bce-request-id')).toBe('request-1')
    const config = JSON.parse(headers.get('x-appbuilder-sdk-config') ?? '') as object
    const known = JSON.parse(recorded[0]?.headers['X-Appbuilder-Sdk-Config'] ?? '') as object
    expect(Object.keys(config)).toEqual(Object.keys(known))
    expect(headers.get('x-appbuilder-origin')).toBe(recorded[0]?.headers['X-Appbuilder-Origin'])
  })

  it('uploads one part with the file’s own name, its purpose in the query', async () => {
    const { client, sent } = clientOf(() => Response.json({ id: 'file-1', create_at: 1718000000 }))
    const uploaded = await client.assistants.files.create({
      file: new File(['hello'], '你好 a.txt'),
      purpose: 'vision',
    })
    expect(uploaded).toMatchObject({ id: 'file-1', create_at: 1718000000 })
    expect(sent[0]?.url).toBe(`http://gateway.test${recorded.filter(isForm)[1]?.path}`)
    const form = sent[0]?.init.body as FormData
    expect([...form.keys()]).toEqual(['file'])
    expect((form.get('file') as File).name).toBe('你好 a.txt')
  })

  it.each([
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/v2/assistants/list'],
    ['https://host.test/compat/baidu', 'https://host.test/compat/baidu/v2/assistants/list'],
    ['gateway.test', 'https://gateway.test/v2/assistants/list'],
  ])('goes to %s', async (gateway, url) => {
    const { client, sent } = clientOf(() => Response.json({}), { gateway })
    await client.assistants.list()
    expect(sent[0]?.url).toBe(url)
  })
})

const compact = (body: string) => JSON.stringify(JSON.parse(body))
