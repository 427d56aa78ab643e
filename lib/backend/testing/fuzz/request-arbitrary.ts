// Requests to the operations of the protocol, right and wrong ones, as data: which objects they are about is a number.
import fc from 'fast-check'
import { components, nameOf, operations, resolved, type Operation } from '../protocol-shapes'
import { brokenOf, brokenTexts, oddWords } from './broken'
import { valuesOf, type Special } from './schema-arbitrary'

/** In values: the id of a known object. `@file:3` is the file that 3 means. */
export const MEANT = /^@(\w+):(\d+)$/

export interface FormPart {
  readonly name: string
  readonly value: string | Uint8Array
  readonly filename?: string | undefined
}

export type FuzzBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'raw'; readonly bytes: string | Uint8Array; readonly type: string | undefined }
  | { readonly kind: 'form'; readonly parts: readonly FormPart[]; readonly isCut: boolean }

export interface FuzzRequest {
  /** By its name: a failure prints the request. */
  readonly operation: string
  /** Which object the path is about. */
  readonly about: number
  /** In the place of one of the path's parameters. */
  readonly odd: string | undefined
  readonly query: readonly (readonly [string, string])[]
  readonly body: FuzzBody
  /** Of a run that waits, where the operation is of those. */
  readonly isWaiting: boolean
  /** The address under which the wire is asked. */
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
}

const id = (kind: string) => fc.nat({ max: 63 }).map((number) => `@${kind}:${number}`)
const ids = (kind: string, most = 3) => fc.array(id(kind), { maxLength: most })

/** An odd one of so many. */
const seldom = <T, U>(often: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, outOf = 6): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: outOf - 1, arbitrary: often }, { weight: 1, arbitrary: odd })

const parameters = fc.oneof(
  fc.constant({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }),
  fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }),
)
const functionTool = fc.record({
  name: fc.constantFrom('get_weather', 'get_stock_price', 'note'),
  description: fc.constantFrom('Tells the weather in a city.', '天气'),
  parameters,
})
const weather = fc.record({
  name: fc.constant('get_weather'),
  description: fc.constant('Tells the weather.'),
  parameters,
})
const weatherTools = weather.map((definition) => [{ type: 'function', function: definition }])

const attachment = fc.record({
  file_id: id('file'),
  tools: fc.subarray([{ type: 'code_interpreter' }, { type: 'file_search' }]),
})

const special: Special = {
  assistant_id: () => id('assistant'),
  file_id: () => id('file'),
  file_ids: () => ids('file'),
  vector_store_ids: () => ids('vector_store', 1),
  image_file: () => fc.record({ file_id: id('image') }),
  attachments: () => fc.array(attachment, { maxLength: 2 }),
  model: () => fc.constantFrom('scripted', 'scripted', 'scenario/two-rounds', 'scenario/server-error', 'gpt-4o'),
  tools: (own) => fc.oneof(own, { weight: 2, arbitrary: weatherTools }),
  function: () => functionTool,
  json_schema: () => fc.record({ name: fc.constant('answer'), schema: parameters }),
  tool_call_id: () => fc.constantFrom('call_none', 'call_1'),
  chunk_overlap_tokens: () => fc.constantFrom(0, 50),
  tool_choice: () =>
    seldom(fc.constantFrom('auto', 'none', null), fc.constantFrom('required', { type: 'file_search' })),
}

const cursors = fc.oneof(
  ...['assistant', 'message', 'run', 'step', 'file', 'vector_store', 'store_file'].map(id),
  fc.constantFrom('', 'none', '\u0000', 'x'.repeat(2_000)),
)
const limits = fc.constantFrom('1', '2', '20', '100', '100', '0', '-1', '101', '1.5', 'x', '', '99999999999999999999')

const queryValues: Readonly<Record<string, fc.Arbitrary<string>>> = { after: cursors, before: cursors, limit: limits }

function queryOf({ query }: Operation): fc.Arbitrary<FuzzRequest['query']> {
  const known = query.map(({ name, schema }) => {
    const words = (schema.items ?? schema).enum as readonly string[] | undefined
    const values = queryValues[name] ?? (words ? fc.constantFrom(...words) : cursors)
    return seldom(values, fc.string({ maxLength: 12 })).map((value) => [name, value] as const)
  })
  const unknown = fc.tuple(fc.constantFrom('api-version', 'limit', '__proto__', 'include[]', 'x'), fc.string())
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(fc.oneof(...known, unknown), { maxLength: 3 }) },
  )
}

const fileBytes = fc.oneof(
  fc.constantFrom(
    '# Leave\n\nParental leave lasts twenty weeks.',
    '年假每年十五天。',
    'a,b\n1,2\n',
    '',
    '\u0000\u0001',
  ),
  fc.uint8Array({ maxLength: 200 }),
)
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const filenames = fc.constantFrom('leave.md', '手册.txt', 'a "b".csv', 'x.png', '../../x', '', 'y'.repeat(300), 'a.exe')

const rightForm: fc.Arbitrary<FormPart[]> = fc
  .tuple(
    fc.oneof(
      fc.record({
        name: fc.constant('file'),
        value: fileBytes,
        filename: fc.constantFrom('leave.md', '手册.txt', 'a.csv'),
      }),
      fc.constant({ name: 'file', value: PNG, filename: 'x.png' }),
    ),
    fc.record({
      name: fc.constant('purpose'),
      value: fc.constantFrom(...((components.schemas.CreateFileRequest?.properties?.purpose?.enum ?? []) as string[])),
    }),
    fc.boolean(),
  )
  .map(([file, purpose, isFirst]) => (isFirst ? [file, purpose] : [purpose, file]))

const anyPart: fc.Arbitrary<FormPart> = fc.record({
  name: fc.constantFrom('file', 'purpose', 'expires_after[anchor]', 'expires_after[seconds]', 'expires_after', 'x', ''),
  value: fc.oneof(fileBytes, fc.constantFrom('created_at', '3600', '1', 'assistants', 'x'.repeat(5_000))),
  filename: fc.option(filenames, { nil: undefined }),
})

const forms: fc.Arbitrary<FuzzBody> = fc.record({
  kind: fc.constant('form' as const),
  parts: fc.oneof(
    { weight: 3, arbitrary: rightForm },
    { weight: 1, arbitrary: fc.tuple(rightForm, fc.array(anyPart, { maxLength: 20 })).map(([a, b]) => [...a, ...b]) },
    { weight: 1, arbitrary: fc.array(anyPart, { maxLength: 4 }) },
  ),
  isCut: seldom(fc.constant(false), fc.constant(true)),
})

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  undefined,
)
const raw: fc.Arbitrary<FuzzBody> = fc.record({ kind: fc.constant('raw' as const), bytes: brokenTexts, type: types })
const none: fc.Arbitrary<FuzzBody> = fc.constant({ kind: 'none' })

function bodyOf({ method, body }: Operation): fc.Arbitrary<FuzzBody> {
  if (!body) return method === 'POST' ? seldom(none, raw) : none
  if (body.isForm) return seldom(forms, raw)
  const right = valuesOf(resolved(body.schema), special)
  const toBody = (value: unknown): FuzzBody => ({ kind: 'json', value })
  return fc.oneof(
    { weight: 10, arbitrary: right.map(toBody) },
    { weight: 6, arbitrary: brokenOf(right).map(toBody) },
    { weight: 1, arbitrary: fc.oneof(raw, none) },
  )
}

/** What makes objects comes more often than what reads them, and what deletes them less. */
function weightOf({ method, path }: Operation) {
  if (method === 'DELETE') return 1
  return method === 'POST' && !/\}$|cancel$/.test(path) ? 5 : 3
}

const headers: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  {
    'idempotency-key': fc.constantFrom('key-1', 'key-2', '', 'x'.repeat(300)),
    range: fc.constantFrom('bytes=0-3', 'bytes=-1', 'bytes=9-1', 'bytes=99999-', 'lines=1'),
    'openai-beta': fc.constantFrom('assistants=v1', 'assistants=v2'),
    'x-forwarded-proto': fc.constantFrom('https', 'x'),
    host: fc.constantFrom('play.example', ''),
  },
  { requiredKeys: [] },
)

const requestTo = (operation: Operation): fc.Arbitrary<FuzzRequest> =>
  fc.record({
    operation: fc.constant(nameOf(operation)),
    about: fc.nat({ max: 63 }),
    odd: seldom(fc.constant(undefined), oddWords, 10),
    query: queryOf(operation),
    body: bodyOf(operation),
    isWaiting: seldom(fc.constant(true), fc.constant(false), 4),
    base: seldom(fc.constant('/v1'), fc.constantFrom('/openai', '/openai/v1', '/c/embedded/v1', '/api/projects/mine')),
    headers: seldom(fc.constant({}), headers),
  })

export const requests: fc.Arbitrary<FuzzRequest> = fc.oneof(
  ...operations.map((operation) => ({ weight: weightOf(operation), arbitrary: requestTo(operation) })),
)
