import { uploadText } from '../vector-stores'
import { codes, completedRun, gone, waitingRun, wrongLists, type Examples } from './example'

const none = gone('thread', 'thread_none')

export const ofThreads: Examples = {
  'POST /threads': async () => ({
    right: [
      { path: '/threads' },
      {
        path: '/threads',
        body: { messages: [{ role: 'user', content: 'hello' }], metadata: { a: '1' }, tool_resources: {} },
      },
    ],
    wrong: [
      { path: '/threads', body: { messages: [{ role: 'user' }] }, ...codes.missing, param: 'messages[0].content' },
      { path: '/threads', body: { metadata: [] }, ...codes.type, param: 'metadata' },
    ],
  }),
  'GET /threads/{thread_id}': async ({ wire }) => ({
    right: [{ path: `/threads/${(await wire.thread()).id}` }],
    wrong: [{ path: '/threads/thread_none', ...none }],
  }),
  'POST /threads/{thread_id}': async ({ wire }) => {
    const path = `/threads/${(await wire.thread()).id}`
    return {
      right: [{ path, body: { metadata: { a: '1' }, tool_resources: { code_interpreter: { file_ids: [] } } } }],
      wrong: [
        { path, body: { messages: [] }, ...codes.unknown, param: 'messages' },
        { path: '/threads/thread_none', body: {}, ...none },
      ],
    }
  },
  'DELETE /threads/{thread_id}': async (stage) => {
    const { id } = await stage.wire.thread()
    const run = await waitingRun(stage)
    return {
      right: [{ path: `/threads/${id}` }],
      wrong: [
        { path: `/threads/${id}`, ...gone('thread', id) },
        { path: `/threads/${run.thread_id}`, status: 400 },
      ],
    }
  },
}

export const ofMessages: Examples = {
  'POST /threads/{thread_id}/messages': async (stage) => {
    const path = `/threads/${(await stage.wire.thread()).id}/messages`
    const run = await waitingRun(stage)
    const locked = `Can't add messages to ${run.thread_id} while a run ${run.id} is active.`
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } }
    return {
      right: [
        { path, body: { role: 'user', content: 'hello' } },
        {
          path,
          body: {
            ...{ role: 'assistant', content: [{ type: 'text', text: 'hello' }, image], metadata: { a: '1' } },
            attachments: [
              { file_id: await uploadText(stage.wire, 'a.txt', 'a'), tools: [{ type: 'code_interpreter' }] },
            ],
          },
        },
      ],
      wrong: [
        { path, body: { content: 'hello' }, ...codes.missing, param: 'role' },
        { path, body: { role: 'user', content: [] }, status: 400, param: 'content' },
        { path, body: { role: 'user', content: 'x', file_ids: ['file-1'] }, ...codes.unknown, param: 'file_ids' },
        { path, body: { role: 'system', content: 'hello' }, ...codes.value, param: 'role' },
        { path: '/threads/thread_none/messages', body: { role: 'user', content: 'hello' }, ...none },
        {
          path: `/threads/${run.thread_id}/messages`,
          body: { role: 'user', content: 'hello' },
          status: 400,
          message: locked,
        },
      ],
    }
  },
  'GET /threads/{thread_id}/messages': async (stage) => {
    const { id, thread_id } = await completedRun(stage)
    const path = `/threads/${thread_id}/messages`
    return {
      right: [{ path }, { path: `${path}?run_id=${id}&limit=1&order=asc` }],
      wrong: [...wrongLists(path), { path: '/threads/thread_none/messages', ...none }],
    }
  },
  'GET /threads/{thread_id}/messages/{message_id}': async ({ wire }) => {
    const { id, thread_id } = await wire.message((await wire.thread()).id)
    const path = `/threads/${thread_id}/messages`
    return {
      right: [{ path: `${path}/${id}` }],
      wrong: [{ path: `${path}/msg_none`, ...gone('message', 'msg_none') }],
    }
  },
  'POST /threads/{thread_id}/messages/{message_id}': async ({ wire }) => {
    const { id, thread_id } = await wire.message((await wire.thread()).id)
    const path = `/threads/${thread_id}/messages/${id}`
    return {
      right: [{ path, body: { metadata: { a: '1' } } }],
      wrong: [{ path, body: { content: 'other' }, ...codes.unknown, param: 'content' }],
    }
  },
  'DELETE /threads/{thread_id}/messages/{message_id}': async ({ wire }) => {
    const { id, thread_id } = await wire.message((await wire.thread()).id)
    const path = `/threads/${thread_id}/messages/${id}`
    return { right: [{ path }], wrong: [{ path, ...gone('message', id) }] }
  },
}
