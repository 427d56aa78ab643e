// Backups have the bytes of files with their rows, and the doctor tells of one without the other.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import { startServer } from './testing/start-server'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function script(name: 'doctor' | 'backup', dataDir: string, ...args: readonly string[]) {
  const command = [join(root, 'scripts/run-program.mjs'), `lib/server/doctor/${name}.program`, ...args]
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, DATA_DIR: dataDir } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, output }
}

async function upload(url: string, text: string): Promise<string> {
  const body = new FormData()
  body.append('purpose', 'assistants')
  body.append('file', new File([text], `${text}.txt`))
  return ((await (await fetch(`${url}/v1/files`, { method: 'POST', body })).json()) as StoredFile).id
}

const read = async (url: string, id: string) => (await fetch(`${url}/v1/files/${id}/content`)).text()

test('a backup of a running server has its files, and comes back with them', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playground-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const [dataDir, backup] = [join(folder, 'data'), join(folder, 'copy.db')]
  const server = await startServer({ dataDir })
  const [kept, deleted] = [await upload(server.url, 'kept'), await upload(server.url, 'deleted')]
  expect(await script('backup', dataDir, backup)).toMatchObject({
    status: 0,
    output: expect.stringContaining('copy-files, 2 files, 11 bytes') as string,
  })
  const later = await upload(server.url, 'later')
  await fetch(`${server.url}/v1/files/${deleted}`, { method: 'DELETE' })
  await server.stop()

  const restored = await script('doctor', dataDir, '--restore', backup)
  expect(restored).toMatchObject({ status: 0, output: expect.stringContaining('in order') as string })
  const again = await startServer({ dataDir })
  expect([await read(again.url, kept), await read(again.url, deleted)]).toEqual(['kept', 'deleted'])
  expect((await fetch(`${again.url}/v1/files/${later}`)).status).toBe(404)
  await again.stop()

  // A database alone takes the bytes of what is there.
  const bare = join(folder, 'bare.db')
  await script('backup', dataDir, bare, '--without-files')
  expect((await readdir(folder)).toSorted()).toEqual(['bare.db', 'copy-files', 'copy.db', 'data'])
  expect(await script('doctor', dataDir, '--restore', bare)).toMatchObject({ status: 0 })

  const blobs = join(dataDir, 'blobs', 'embedded')
  await rm(join(blobs, kept))
  await writeFile(join(blobs, deleted), 'cut')
  await writeFile(join(blobs, 'file-loose'), 'nobody’s')
  const told = await script('doctor', dataDir)
  expect(told.status).toBe(1)
  expect(told.output).toContain(`${kept}: has no bytes`)
  expect(told.output).toContain(`${deleted} has 3 bytes; its row says 7`)
  expect(told.output).toContain('file-loose has no row')
  expect((await script('doctor', dataDir, '--repair')).output).toContain(`${kept}: set aside`)
  expect((await script('doctor', dataDir)).output).not.toContain(kept)
})
