import { codes, gone, wrongLists, type Examples } from './example'

const settings = {
  ...{ model: 'tape', name: '名', description: 'd', instructions: 'i', metadata: { a: '1' } },
  ...{ temperature: 0.5, top_p: 0.5, reasoning_effort: 'low', tool_resources: {} },
  tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' }, strict: null } }],
  response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
}

export const ofAssistants: Examples = {
  'POST /assistants': async () => ({
    right: [
      { path: '/assistants', body: { model: 'tape' } },
      { path: '/assistants', body: settings },
    ],
    wrong: [
      { path: '/assistants', body: {}, ...codes.missing, param: 'model' },
      { path: '/assistants', body: { model: 'tape', colour: 1 }, ...codes.unknown, param: 'colour' },
      { path: '/assistants', body: { model: 'tape', temperature: 3 }, status: 400, code: 'decimal_above_max_value' },
      { path: '/assistants', body: { model: 'tape', file_ids: [] }, ...codes.unknown, param: 'file_ids' },
      { path: '/assistants', body: { model: 'tape', tools: [{ type: 'retrieval' }] }, ...codes.value },
    ],
  }),
  'GET /assistants': async ({ wire }) => {
    const [first] = [await wire.assistant(), await wire.assistant()]
    return {
      right: ['', '?limit=1&order=asc', `?before=${first.id}`].map((query) => ({ path: `/assistants${query}` })),
      wrong: wrongLists('/assistants'),
    }
  },
  'GET /assistants/{assistant_id}': async ({ wire }) => ({
    right: [{ path: `/assistants/${(await wire.assistant()).id}` }],
    wrong: [{ path: '/assistants/asst_none', ...gone('assistant', 'asst_none') }],
  }),
  'POST /assistants/{assistant_id}': async ({ wire }) => {
    const path = `/assistants/${(await wire.assistant()).id}`
    return {
      right: [
        { path, body: {} },
        { path, body: settings },
        { path, body: { name: null, tools: [], metadata: { a: '2' } } },
      ],
      wrong: [
        { path, body: { name: 1 }, ...codes.type, param: 'name' },
        { path: '/assistants/asst_none', body: {}, ...gone('assistant', 'asst_none') },
      ],
    }
  },
  'DELETE /assistants/{assistant_id}': async ({ wire }) => {
    const { id } = await wire.assistant()
    return { right: [{ path: `/assistants/${id}` }], wrong: [{ path: `/assistants/${id}`, ...gone('assistant', id) }] }
  },
}
