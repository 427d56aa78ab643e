import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

let wire: TestBackend
beforeAll(async () => {
  wire = await startEmbedded(createTapes().models)
})
afterAll(() => wire.close())

type Raw = Readonly<Record<string, unknown>>

const nested = (levels: number): Raw =>
  Array.from({ length: levels - 1 }).reduce<Raw>((items) => ({ type: 'array', items }), { type: 'string' })
const values = (count: number): Raw => ({ enum: Array.from({ length: count }, (_, index) => index) })
const described = (bytes: number): Raw => ({
  description: 'x'.repeat(bytes - JSON.stringify({ description: '' }).length),
})

const tool = (parameters: Raw, name = 'f') => ({ type: 'function', function: { name, parameters } }) as const
const format = (schema: Raw) => ({ type: 'json_schema', json_schema: { name: 'answer', schema } }) as const

const tooLarge: readonly (readonly [string, Raw, string])[] = [
  ['levels', nested(101), 'schema too deep. Expected a schema with at most 100 levels.'],
  ['more levels', nested(200), 'schema too deep. Expected a schema with at most 100 levels.'],
  ['members', values(50_001), 'schema too large. Expected a schema with at most 50000 members and items.'],
  [
    'bytes',
    described(524_289),
    'schema too long. Expected a schema with at most 524288 bytes, but got a schema with 524289 bytes instead.',
  ],
]

describe.each(tooLarge)('a definition of too many %s', (_, schema, message) => {
  const tools = [tool({}), tool(schema, 'g')]
  const ofTool = {
    status: 400,
    type: 'invalid_request_error',
    param: 'tools[1].function.parameters',
    code: 'invalid_function_parameters',
    message: `Invalid 'tools[1].function.parameters': ${message}`,
  }
  const ofFormat = {
    status: 400,
    param: 'response_format.json_schema.schema',
    code: 'invalid_json_schema',
    message: `Invalid 'response_format.json_schema.schema': ${message}`,
  }

  it.each([
    ['create an assistant', async () => ['/assistants', { model: 'tape' }]],
    ['modify an assistant', async () => [`/assistants/${(await wire.assistant()).id}`, {}]],
    [
      'create a run',
      async () => [`/threads/${(await wire.thread()).id}/runs`, { assistant_id: (await wire.assistant()).id }],
    ],
    ['create a thread and run it', async () => ['/threads/runs', { assistant_id: (await wire.assistant()).id }]],
  ] as const)('is refused to %s', async (_, request) => {
    const [path, body] = (await request()) as [string, object]
    expect(await wire.refusal('POST', path, { ...body, tools })).toMatchObject(ofTool)
    expect(await wire.refusal('POST', path, { ...body, response_format: format(schema) })).toMatchObject(ofFormat)
  })
})

it('definitions together have a limit, too', async () => {
  const tools = ['f', 'g', 'h'].map((name) => tool(described(400_000), name))
  const refusal = await wire.refusal('POST', '/assistants', { model: 'tape', tools })
  expect(refusal).toMatchObject({ status: 400, param: 'tools', code: 'invalid_function_parameters' })
  expect(refusal.message).toMatch(/^Invalid 'tools': tools too long\. Expected tools with at most 1048576 bytes in all/)
})

it('what is just within the limits is taken', async () => {
  for (const schema of [nested(100), values(49_999), described(524_288)]) {
    await wire.assistant({ tools: [tool(schema)], response_format: format(schema) })
  }
})

it('a strict schema of the size that the service allows is taken', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [
      `property_number_${index}`,
      { type: 'string', description: 'A text.' },
    ]),
  )
  const required = Object.keys(properties)
  await wire.assistant({ tools: [tool({ type: 'object', properties, required, additionalProperties: false })] })
})
