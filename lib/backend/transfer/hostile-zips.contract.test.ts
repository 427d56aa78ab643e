import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import { MAX_FILE_BYTES } from './bundle-files'
import { folderOf, oldThread, temporaryFolder, textOf } from './testing/bundles'
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
