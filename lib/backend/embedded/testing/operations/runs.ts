import type { List } from '@/lib/protocol/list'
import type { Step } from '@/lib/protocol/step'
import { stop, text } from '../tapes'
import { codes, completedRun, gone, outputsOf, waitingRun, wrongLists, type Examples, type Stage } from './example'

const INCLUDE = 'include[]=step_details.tool_calls[*].file_search.results[*].content'
const pathOf = ({ thread_id, id }: { readonly thread_id: string; readonly id: string }) =>
  `/threads/${thread_id}/runs/${id}`

const prepare = async ({ wire, tapes }: Stage, answers: number) => {
  const [assistant, thread] = [await wire.assistant(), await wire.thread()]
  for (let count = 0; count < answers; count += 1) tapes.put([text('Yes.'), stop])
  return { assistant_id: assistant.id, path: `/threads/${thread.id}/runs` }
}

/** All that a run may be created with. */
const settings = {
  ...{ model: 'tape', instructions: 'Be kind.', tools: [], metadata: { a: '1' }, temperature: 1, top_p: 1 },
  ...{ max_prompt_tokens: 1_000, max_completion_tokens: 1_000, tool_choice: 'auto', parallel_tool_calls: false },
  truncation_strategy: { type: 'last_messages', last_messages: 3 },
  response_format: { type: 'text' },
  stream: true,
}
/** And these with a thread that is there. */
const ofThread = {
  additional_instructions: 'Be short.',
  additional_messages: [{ role: 'user', content: 'hello' }],
  reasoning_effort: 'low',
}

export const ofRuns: Examples = {
  'POST /threads/runs': async (stage) => {
    const { assistant_id } = await prepare(stage, 2)
    const path = '/threads/runs'
    const thread = { messages: [{ role: 'user', content: 'hello' }] }
    return {
      right: [
        { path, body: { assistant_id } },
        { path, body: { assistant_id, thread, tool_resources: {}, ...settings } },
      ],
      wrong: [
        { path, body: {}, ...codes.missing, param: 'assistant_id' },
        { path, body: { assistant_id: 'asst_none' }, ...gone('assistant', 'asst_none') },
        { path, body: { assistant_id, additional_messages: [] }, ...codes.unknown, param: 'additional_messages' },
      ],
    }
  },
  'POST /threads/{thread_id}/runs': async (stage) => {
    const waiting = await waitingRun(stage)
    const { assistant_id, path } = await prepare(stage, 1)
    const active = `Thread ${waiting.thread_id} already has an active run ${waiting.id}.`
    return {
      right: [{ path: `${path}?${INCLUDE}`, body: { assistant_id, ...settings, ...ofThread } }],
      wrong: [
        { path, body: { assistant_id, max_prompt_tokens: 1 }, status: 400, param: 'max_prompt_tokens' },
        { path, body: { assistant_id, tool_choice: 'required' }, ...codes.value, param: 'tool_choice' },
        { path: `${path}?include[]=all`, body: { assistant_id }, ...codes.value },
        { path: '/threads/thread_none/runs', body: { assistant_id }, ...gone('thread', 'thread_none') },
        { path: `/threads/${waiting.thread_id}/runs`, body: { assistant_id }, status: 400, message: active },
      ],
    }
  },
  'GET /threads/{thread_id}/runs': async (stage) => {
    const path = `/threads/${(await completedRun(stage)).thread_id}/runs`
    return { right: [{ path }, { path: `${path}?limit=1&order=asc` }], wrong: wrongLists(path) }
  },
  'GET /threads/{thread_id}/runs/{run_id}': async (stage) => {
    const [waiting, completed] = [await waitingRun(stage), await completedRun(stage)]
    const elsewhere = { thread_id: completed.thread_id, id: waiting.id }
    return {
      right: [{ path: pathOf(waiting) }, { path: pathOf(completed) }],
      wrong: [{ path: pathOf(elsewhere), ...gone('run', waiting.id) }],
    }
  },
  'POST /threads/{thread_id}/runs/{run_id}': async (stage) => {
    const path = pathOf(await completedRun(stage))
    return {
      right: [{ path, body: { metadata: { a: '1' } } }],
      wrong: [{ path, body: { status: 'failed' }, ...codes.unknown, param: 'status' }],
    }
  },
  'POST /threads/{thread_id}/runs/{run_id}/cancel': async (stage) => ({
    right: [{ path: `${pathOf(await waitingRun(stage))}/cancel` }],
    wrong: [
      {
        path: `${pathOf(await completedRun(stage))}/cancel`,
        status: 400,
        message: "Cannot cancel run with status 'completed'.",
      },
    ],
  }),
  'POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs': async (stage) => {
    const waiting = await waitingRun(stage)
    const path = `${pathOf(await waitingRun(stage))}/submit_tool_outputs`
    const completed = `${pathOf(await completedRun(stage))}/submit_tool_outputs`
    stage.tapes.put([text('Sunny.'), stop])
    const settledStatus = 'Runs in status "completed" do not accept tool outputs.'
    return {
      right: [
        { path: `${pathOf(waiting)}/submit_tool_outputs`, body: { tool_outputs: outputsOf(waiting), stream: true } },
      ],
      wrong: [
        { path, body: {}, ...codes.missing, param: 'tool_outputs' },
        {
          path,
          body: { tool_outputs: [{ tool_call_id: 'call_other', output: '' }] },
          status: 400,
          message: "Expected tool outputs for call_ids ['call_weather_0'], got ['call_other']",
        },
        { path: completed, body: { tool_outputs: outputsOf(waiting) }, status: 400, message: settledStatus },
      ],
    }
  },
  'GET /threads/{thread_id}/runs/{run_id}/steps': async (stage) => {
    const path = `${pathOf(await waitingRun(stage))}/steps`
    return { right: [{ path }, { path: `${path}?${INCLUDE}` }], wrong: wrongLists(path) }
  },
  'GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}': async (stage) => {
    const path = `${pathOf(await completedRun(stage))}/steps`
    const { data } = await stage.wire.call<List<Step>>('GET', path)
    return {
      right: [{ path: `${path}/${data[0]?.id}` }, { path: `${path}/${data[0]?.id}?${INCLUDE}` }],
      wrong: [
        { path: `${path}/step_none`, status: 404 },
        { path: `${path}/${data[0]?.id}?include[]=all`, ...codes.value },
      ],
    }
  },
}
