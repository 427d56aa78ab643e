import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCapsule } from '@/lib/capsule/read-capsule'
import { emptyView, fold } from '@/lib/run/fold'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import { kindOfPath } from './open-source'
import { temporaryFolder } from './testing/bundles'
import { importPath, outcomesOf, roomIn } from './testing/importing'

const emptyStore = async () => openStore({ folder: await databaseFolder() })
const written = () => readFile('lib/capsule/testing/version-1.json', 'utf8')

async function fileOf(text: string) {
  const path = join(await temporaryFolder(), 'shared')
  await writeFile(path, text)
  return path
}

it('a shared file comes in under its ids, with the log of its run as it was seen', async () => {
  const store = await emptyStore()
  const room = await roomIn()
  const text = await written()
  const path = await fileOf(`<!doctype html>\n<script type="application/json" id="capsule">${text}</script>`)
  expect(outcomesOf(await importPath(store, path, { room }))).toEqual([
    'file added: 1',
    'assistant added: 1',
    'thread added: 1',
    'message added: 2',
    'run added: 1',
    'step added: 2',
  ])
  const [recorded] = readCapsule(text).recording.runs
  expect(await store.events.after('run_1', 0, 1_000)).toEqual(recorded!.events)
  expect(await room.bytes.size('file-1')).toBe(5)
  const labels = await store.labels.list('run')
  expect(labels.map(({ label }) => label)).toEqual(['good'])
  expect((await store.threads.summary('thread_1'))?.title).toBe('The weather')
  // Once more it is the same, and by a copy its ids are others throughout.
  expect(outcomesOf(await importPath(store, path, { room }))).not.toContainEqual(expect.stringMatching(/added|copied/))
  await store.threads.rename('thread_1', 'Mine')
  const changed = text
    .replaceAll('"The weather"', '"Else"')
    .replaceAll('"object": "thread",', '"object": "thread","x":1,')
  await importPath(store, await fileOf(changed), { room, choices: { thread: 'copy' } })
  const copy = (await store.threads.list({ limit: 10, order: 'asc' })).data.find(({ id }) => id !== 'thread_1')
  const [run] = (await store.runs.list(copy!.id, { limit: 10, order: 'asc' })).data
  const view = fold(emptyView, await store.events.after(run!.id, 0, 1_000))
  expect(view.run).toEqual(run)
  expect(view.messages.map(({ id }) => id)).toEqual(
    (await store.messages.list(copy!.id, { limit: 10, order: 'asc' })).data.map(({ id }) => id).slice(1),
  )
})

it('a run that waited for outputs has ended here, and its log with it', async () => {
  const store = await emptyStore()
  const capsule = readCapsule(await written())
  const [run] = capsule.recording.runs
  const cut = run!.events.filter(({ event }) => event !== 'thread.run.completed')
  const path = await fileOf(
    JSON.stringify({ ...capsule, recording: { ...capsule.recording, runs: [{ id: 'run_1', events: cut }] } }),
  )
  await importPath(store, path)
  const events = await store.events.after('run_1', 0, 1_000)
  expect(events.slice(0, cut.length)).toEqual(cut)
  expect(fold(emptyView, events).run).toEqual(await store.runs.get('run_1'))
  expect(events.at(-1)).toMatchObject({ event: 'thread.run.expired', source: 'import' })
})

it('what is no shared file is refused in words', async () => {
  const store = await emptyStore()
  const later = (await written()).replace('"version": 1', '"version": 2')
  const path = await fileOf(later)
  expect(await kindOfPath(path)).toBe('capsule')
  await expect(importPath(store, path)).rejects.toThrow('The file is of version 2')
  await expect(importPath(store, await fileOf('<html></html>'))).rejects.toThrow('holds no run')
})
