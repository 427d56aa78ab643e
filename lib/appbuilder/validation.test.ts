import { describe, expect, it } from 'vitest'
import type { UpdateAssistantParams } from './assistant'
import { createAppBuilder, type AppBuilder } from './create-appbuilder'
import { AppBuilderInputError } from './error'
import { clientOf } from './testing/gateway'

const ids = { thread_id: 'thread_1', assistant_id: 'asst_1' }
const sampling = { temperature: 0.8, top_p: 0.8, penalty_score: 1 }
const chat = (change: object) => ({ ...ids, model_parameters: { chat_parameters: { ...sampling, ...change } } })

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
  ['a run without thread', 'thread_id', ({ threads }) => threads.runs.run({ assistant_id: 'asst_1' })],
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
    ({ threads }) => threads.runs.streamRun({ assistant_id: 'asst_1' }).next(),
  ],
  [
    'no outputs',
    'tool_outputs',
    ({ threads }) => threads.runs.submitToolOutputs({ ...ids, run_id: 'run_1', tool_outputs: [] }),
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
