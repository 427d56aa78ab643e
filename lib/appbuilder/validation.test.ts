import { describe, expect, it } from 'vitest'
import type { UpdateAssistantParams } from './assistant'
import { createAppBuilder, type AppBuilder } from './create-appbuilder'
import { AppBuilderInputError } from './error'
import type { RunParams } from './run'
import type { SubmitToolOutputsParams } from './tool-output'
import { clientOf } from './testing/gateway'

const ids = { thread_id: 'thread_1', assistant_id: 'asst_1' }
const sampling = { temperature: 0.8, top_p: 0.8, penalty_score: 1 }
const chat = (change: object) => ({ ...ids, model_parameters: { chat_parameters: { ...sampling, ...change } } })

/** As plain JavaScript hands them over. */
const answered = (...tool_outputs: readonly unknown[]) =>
  ({ thread_id: 'thread_1', run_id: 'run_1', tool_outputs }) as SubmitToolOutputsParams

const refused: ReadonlyArray<readonly [string, string, (client: AppBuilder) => Promise<unknown>]> = [
  ['an assistant without a name', 'name', ({ assistants }) => assistants.create({ name: '' })],
  ['a name with a space', 'name', ({ assistants }) => assistants.create({ name: 'two words' })],
  ['a name of 129 characters', 'name', ({ assistants }) => assistants.create({ name: 'a'.repeat(129) })],
  [
    'a long description',
    'description',
    ({ assistants }) => assistants.create({ name: 'a', description: 'd'.repeat(513) }),
  ],
  [
    'long instructions',
    'instructions',
    ({ assistants }) => assistants.create({ name: 'a', instructions: '长'.repeat(4097) }),
  ],
  [
    'a change that names no model',
    'model',
    // As plain JavaScript calls it.
    ({ assistants }) =>
      assistants.update({ assistant_id: 'asst_1', name: 'a', description: 'd' } as UpdateAssistantParams),
  ],
  [
    'a change without a description',
    'description',
    ({ assistants }) => assistants.update({ assistant_id: 'asst_1', model: 'm', name: 'a' } as UpdateAssistantParams),
  ],
  [
    'eleven files',
    'file_ids',
    ({ assistants }) => assistants.create({ name: 'a', file_ids: Array<string>(11).fill('f') }),
  ],
  [
    'seventeen pairs of metadata',
    'metadata',
    ({ assistants }) =>
      assistants.create({ name: 'a', metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, 'v'])) }),
  ],
  [
    'a long value of metadata',
    'metadata',
    ({ threads }) => threads.update({ ...ids, metadata: { k: 'v'.repeat(513) } }),
  ],
  ['an empty id', 'file_id', ({ assistants }) => assistants.mountFiles({ assistant_id: 'asst_1', file_id: '' })],
  [
    'a run without thread',
    'thread_id',
    ({ threads }) => threads.runs.run({ assistant_id: 'asst_1' } as unknown as RunParams),
  ],
  [
    'a run whose last message is the assistant’s',
    'thread.messages',
    ({ threads }) => threads.runs.run({ ...ids, thread: { messages: [{ content: 'x', role: 'assistant' }] } }),
  ],
  [
    'a temperature above 1',
    'model_parameters.chat_parameters.temperature',
    ({ threads }) => threads.runs.run(chat({ temperature: 1.1 })),
  ],
  [
    'a top_p below 0',
    'model_parameters.chat_parameters.top_p',
    ({ threads }) => threads.runs.run(chat({ top_p: -0.1 })),
  ],
  [
    'a penalty above 2',
    'model_parameters.chat_parameters.penalty_score',
    ({ threads }) => threads.runs.run(chat({ penalty_score: 2.1 })),
  ],
  [
    'a penalty below 1',
    'model_parameters.chat_parameters.penalty_score',
    ({ threads }) => threads.runs.run(chat({ penalty_score: 0.9 })),
  ],
  [
    'a streamed run without thread',
    'thread_id',
    ({ threads }) => threads.runs.streamRun({ assistant_id: 'asst_1' } as unknown as RunParams),
  ],
  [
    'no outputs',
    'tool_outputs',
    ({ threads }) => threads.runs.submitToolOutputs({ ...ids, run_id: 'run_1', tool_outputs: [] }),
  ],
  [
    'an output that is no text',
    'tool_outputs[0].output',
    ({ threads }) => threads.runs.submitToolOutputs(answered({ tool_call_id: 'call_1', output: { degrees: 26 } })),
  ],
  [
    'no output at all',
    'tool_outputs[0].output',
    ({ threads }) => threads.runs.submitToolOutputs(answered({ tool_call_id: 'call_1', output: undefined })),
  ],
  [
    'an output of more than a megabyte',
    'tool_outputs[0].output',
    ({ threads }) =>
      threads.runs.submitToolOutputs(answered({ tool_call_id: 'call_1', output: 'x'.repeat(1_048_577) })),
  ],
  [
    'an output for no call',
    'tool_outputs[0].tool_call_id',
    ({ threads }) => threads.runs.submitToolOutputs(answered({ output: 'x' })),
  ],
  [
    'two outputs for one call',
    'tool_outputs',
    ({ threads }) =>
      threads.runs.submitToolOutputs(answered(...Array(2).fill({ tool_call_id: 'call_1', output: 'x' }))),
  ],
  [
    'the one output of a run without a stream that is no text',
    'tool_output.output',
    ({ threads }) =>
      threads.runs.run({ ...ids, tool_output: { tool_call_id: 'call_1', output: 26 } } as unknown as RunParams),
  ],
  ['bytes without a name', 'filename', ({ assistants }) => assistants.files.create({ file: new Blob(['x']) })],
]

describe('before anything is sent', () => {
  it.each(refused)('%s is refused', async (_, param, call) => {
    const { client, sent } = clientOf(() => Response.json({}))
    const error = await call(client).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppBuilderInputError)
    expect((error as AppBuilderInputError).param).toMatch(param)
    expect(sent).toEqual([])
  })

  it('a client without a token is refused', () => {
    expect(() => createAppBuilder({ token: ' ' })).toThrow(AppBuilderInputError)
    expect(() => createAppBuilder({ environment: {} })).toThrow('APPBUILDER_TOKEN')
  })

  it('characters are counted, not the halves that some are stored in', async () => {
    const { client, sent } = clientOf(() => Response.json({ id: 'x_1' }))
    await client.assistants.create({ name: '助手', instructions: '😀'.repeat(4096) })
    expect(sent).toHaveLength(1)
  })

  it.each([0, 1])('the bounds themselves are allowed: %s', async (bound) => {
    const { client, sent } = clientOf(() => Response.json({ id: 'x_1' }))
    await client.threads.runs.run(chat({ temperature: bound, top_p: bound, penalty_score: 1 + bound }))
    expect(sent).toHaveLength(1)
  })
})
