import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import { MAX_FILE_BYTES } from './bundle-files'
import { assistantIn, folderOf, oldThread, runIn, temporaryFolder, textOf } from './testing/bundles'
import { importPath, outcomesOf } from './testing/importing'
import { type RawEntry, rawZip } from './testing/raw-zip'
import { SourceError } from './unit'

async function imported(bytes: Buffer | string) {
  const path = join(await temporaryFolder(), 'export.zip')
  await writeFile(path, bytes)
  return importPath(await openStore({ folder: await databaseFolder() }), path)
}

const thread = { name: 'threads/thread_old.json', content: textOf(oldThread()) }
const zeros = (bytes: number) => Buffer.alloc(bytes, 0x20)

it.each<[string, readonly RawEntry[]]>([
  ['a name that leads out of the folder', [thread, { name: '../../escaped.json', content: '{}' }]],
  ['an absolute name', [thread, { name: '/etc/escaped.json', content: '{}' }]],
  ['a name with backslashes', [thread, { name: 'threads\\..\\..\\escaped.json', content: '{}' }]],
  ['a name that is there twice', [thread, thread]],
  ['an encrypted file', [{ ...thread, flags: 1 }]],
  [
    'what unpacks to far more than it is',
    [1, 2, 3].map((n) => ({ name: `threads/${n}.json`, content: '', toldSize: 50_000_000 })),
  ],
])('%s: nothing of the archive is read', async (_, entries) => {
  await expect(imported(rawZip(entries))).rejects.toThrow(SourceError)
})

it('a file that holds more than the archive says is refused when it is read', async () => {
  const tally = await imported(rawZip([thread, { name: 'threads/liar.json', content: zeros(1_000_000), toldSize: 10 }]))
  expect(tally.items.find(({ id }) => id === 'liar')).toMatchObject({ reason: 'unreadable' })
  expect(outcomesOf(tally)).toContain('thread added: 1')
})

it('a thread that is larger than can be read whole is left behind, and the others come in', async () => {
  const large = { name: 'threads/large.json', content: '{}', toldSize: MAX_FILE_BYTES + 1 }
  const tally = await imported(rawZip([thread, large]))
  expect(tally.items.find(({ id }) => id === 'large')).toMatchObject({ reason: 'too_large' })
  expect(outcomesOf(tally)).toContain('thread added: 1')
})

it('what begins as an archive and is none, or was cut off, is told', async () => {
  const whole = rawZip([thread])
  await expect(imported(whole.subarray(0, whole.length - 30))).rejects.toThrow(/cannot be read/)
  await expect(imported(rawZip([{ name: 'holiday.jpg', content: 'x' }]))).rejects.toThrow(/no export/)
})

it('a thread file of far too many values is left behind before it is parsed', async () => {
  const content = `{"export_schema":"assistants-thread-export/v1","thread":${'['.repeat(300)}`
  const folder = await folderOf({ 'threads/deep.json': content })
  const tally = await importPath(await openStore({ folder: await databaseFolder() }), folder)
  expect(tally.items).toMatchObject([{ id: 'deep', reason: 'too_large' }])
})

const schemaOf = (members: number) => ({ type: 'string', enum: Array.from({ length: members }, String) })
const functionOf = (name: string, members: number) => ({
  type: 'function',
  function: { name, description: null, parameters: schemaOf(members), strict: false },
})

it('a definition that no request may bring is left out, which the dry run tells, and the assistant comes in', async () => {
  const tools = [functionOf('small', 3), functionOf('huge', 100_000)]
  const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema: schemaOf(60_000) } }
  const folder = await folderOf({
    'assistants.json': textOf([assistantIn('asst_huge', { tools, response_format }), assistantIn('asst_small')]),
    'threads/thread_old.json': textOf({ ...oldThread(), runs: [{ ...runIn('run_huge', { tools }), steps: [] }] }),
  })
  const store = await openStore({ folder: await databaseFolder() })
  const dry = await importPath(store, folder, { isDry: true })
  const told = dry.items.filter(({ reason }) => reason === 'definition_too_large')
  expect(told.map(({ id, detail }) => [id, detail])).toEqual([
    ['asst_huge', 'huge'],
    ['asst_huge', 'answer'],
    ['run_huge', 'huge'],
  ])
  const tally = await importPath(store, folder)
  expect(tally.reasons).toEqual(dry.reasons)
  expect(outcomesOf(tally)).toEqual(expect.arrayContaining(['assistant added: 2', 'run added: 1']))
  expect(await store.assistants.get('asst_huge')).toMatchObject({ tools: [tools[0]], response_format: 'auto' })
  expect((await store.runs.get('run_huge'))?.tools).toEqual([tools[0]])
  expect(outcomesOf(await importPath(store, folder))).toContain('assistant same: 2')
})

it('of definitions that are too large together the first that fit come in', async () => {
  const tools = Array.from({ length: 5 }, (_, index) => functionOf(`f${index}`, 40_000))
  const folder = await folderOf({ 'assistants.json': textOf([assistantIn('asst_many', { tools })]) })
  const store = await openStore({ folder: await databaseFolder() })
  const { items } = await importPath(store, folder)
  const left = items.filter(({ reason }) => reason === 'definition_too_large').map(({ detail }) => detail)
  const kept = (await store.assistants.get('asst_many'))?.tools ?? []
  expect(kept.length).toBeGreaterThan(0)
  expect(left).toEqual(tools.slice(kept.length).map((tool) => tool.function.name))
  expect(left.length).toBeGreaterThan(0)
})
