// Every request that the Python SDK was recorded to send, answered as its models read answers.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFrames } from '@/lib/protocol/sse'
import { startFace, type TestFace } from '../testing/face'
import { mismatchesWith } from '../testing/models'

interface Recorded {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const recorded = readFileSync(new URL('../../../../specs/appbuilder-sdk-requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

const modelOf: Readonly<Record<string, string>> = {
  '/v2/assistants': 'AssistantCreateResponse',
  '/v2/assistants/update': 'AssistantUpdateResponse',
  '/v2/assistants/list': 'AssistantListResponse',
  '/v2/assistants/query': 'AssistantQueryResponse',
  '/v2/assistants/delete': 'AssistantDeleteResponse',
  '/v2/assistants/files': 'AssistantFilesResponse',
  '/v2/assistants/files/list': 'AssistantMountedFilesListResponse',
  '/v2/assistants/files/delete': 'AssistantFilesDeleteResponse',
  '/v2/storage/files': 'AssistantFilesCreateResponse',
  '/v2/storage/files/list': 'AssistantFilesListResponse',
  '/v2/storage/files/query': 'AssistantFilesQueryResponse',
  '/v2/storage/files/delete': 'AssistantFilesDeleteResponse',
  '/v2/threads': 'ThreadCreateResponse',
  '/v2/threads/query': 'ThreadQueryResponse',
  '/v2/threads/update': 'ThreadUpdateResponse',
  '/v2/threads/delete': 'ThreadDeleteResponse',
  '/v2/threads/messages': 'AssistantMessageCreateResponse',
  '/v2/threads/messages/list': 'AssistantMessageListResponse',
  '/v2/threads/messages/query': 'AssistantMessageQueryResponse',
  '/v2/threads/messages/update': 'AssistantMessageUpdateResponse',
  '/v2/threads/messages/files/list': 'AssistantMessageFilesResponse',
  '/v2/threads/runs': 'RunResult',
  '/v2/threads/runs/submit_tool_outputs': 'RunResult',
  '/v2/threads/runs/cancel': 'RunResult',
  '/v2/threads/runs/list': 'RunListResponse',
  '/v2/threads/runs/query': 'RunResult',
  '/v2/threads/runs/steps/list': 'RunStepListResponse',
  '/v2/threads/runs/steps/query': 'RunStepResult',
}

/** Calls whose answers are bytes. */
const bytePaths = ['/v2/storage/files/content', '/v2/storage/files/download']

let face: TestFace

/** What stands behind the recorded ids here: made anew for each request, so that their order does not matter. */
async function stage({ path, body }: Recorded) {
  const { client, behind } = face
  const file = await client.assistants.files.create({ file: new Blob(['hello']), filename: 'plain.txt' })
  const weather = {
    name: 'get_weather',
    description: '查询天气',
    parameters: { properties: { city: { type: 'string' } }, required: ['city'] },
  }
  const isWaiting = /submit_tool_outputs|runs\/cancel/.test(path) || body.includes('"tool_call_id"')
  const assistant = await client.assistants.create({ name: 'a', ...(isWaiting && { tools: [{ function: weather }] }) })
  const isUnmount = path === '/v2/assistants/files/delete'
  if (isUnmount) await client.assistants.mountFiles({ assistant_id: assistant.id, file_id: file.id })
  const content = isWaiting ? '北京的天气怎么样？' : 'hello'
  const thread = await client.threads.create({ messages: [{ content }] })
  const { data } = await client.threads.messages.list({ thread_id: thread.id })
  const needsRun = isWaiting || path.startsWith('/v2/threads/runs/')
  const ids = { thread_id: thread.id, assistant_id: assistant.id }
  const run = needsRun ? await client.threads.runs.run(ids) : undefined
  const call = run?.required_action?.submit_tool_outputs?.tool_calls[0]
  expect(behind.reports).toEqual([])
  return body
    .replaceAll('"asst_1"', `"${assistant.id}"`)
    .replaceAll('"thread_1"', `"${thread.id}"`)
    .replaceAll('"file-1"', `"${file.id}"`)
    .replaceAll('"msg_1"', `"${data[0]?.id}"`)
    .replaceAll('"run_1"', `"${run?.id}"`)
    .replaceAll('"call-1"', `"${call?.id}"`)
}

beforeAll(async () => {
  face = await startFace(undefined)
})
afterAll(() => face.close())

describe('what the Python SDK was recorded to send', () => {
  it('is all of the wire', () => {
    const asked = new Set(recorded.map(({ path }) => path.split('?')[0] ?? ''))
    expect([...asked].sort()).toEqual([...Object.keys(modelOf), ...bytePaths].sort())
  })

  it.each(recorded.map((request, index) => [`${index + 1}. ${request.path}`, request] as const))(
    '%s is answered as its models read it',
    async (_, request) => {
      const { path, headers } = request
      const response = await face.ask(path, await stage(request), {
        'content-type': headers['Content-Type'] ?? '',
        'x-appbuilder-sdk-config': headers['X-Appbuilder-Sdk-Config'] ?? '',
        'x-appbuilder-request-id': headers['X-Appbuilder-Request-Id'] ?? '',
      })
      expect(response.status).toBe(200)
      expect(response.headers.get('x-appbuilder-request-id')).toBe(headers['X-Appbuilder-Request-Id'])
      const name = path.split('?')[0] ?? ''
      if (bytePaths.includes(name)) return expect(await response.text()).toBe('hello')
      if (request.body.includes('"stream": true')) return expect(await streamObjections(response)).toEqual([])
      const answer: unknown = await response.json()
      expect(answer).not.toHaveProperty('error')
      expect(mismatchesWith(modelOf[name] ?? '', answer)).toEqual([])
    },
  )
})

async function streamObjections(response: Response): Promise<readonly string[]> {
  if (!response.body) return ['There is no stream.']
  const mismatches: string[] = []
  for await (const { event, data } of readFrames(response.body)) {
    const model = event === 'status' ? 'StreamRunStatus' : event === 'message' ? 'StreamRunMessage' : undefined
    if (model) mismatches.push(...mismatchesWith(model, JSON.parse(data)))
    else mismatches.push(`${event} is no class of this stream`)
  }
  return mismatches
}

describe('the comparison with the models', () => {
  it('objects to what pydantic refuses', () => {
    expect(mismatchesWith('RunResult', { started_at: null })).toEqual(['RunResult.started_at is null, not int'])
    expect(mismatchesWith('AssistantFilesQueryResponse', {})).toEqual([
      'AssistantFilesQueryResponse.censored is missing',
    ])
    expect(mismatchesWith('StreamRunMessage', { message_index: 1 })).toHaveLength(1)
    expect(mismatchesWith('FinalAnswer', { message: { content: {} } })).toHaveLength(1)
    expect(mismatchesWith('RunStepResult', { last_error: '', step_datail: null })).toEqual([])
  })
})
