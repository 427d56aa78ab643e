import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { databases } from '@/lib/backend/store/testing/databases'
import { startProjects } from '../testing/start-projects'
import { importInto } from '../transfer/on-data-folder'
import { dump, exportAll, libpqVariables } from './backup-postgres'

const urlOf = async () => {
  const database = await databases[1]!.create()
  return 'url' in database ? String(database.url) : ''
}

const COUNTED = ['assistants', 'threads', 'files', 'vector_stores'] as const

async function startAt(url: string) {
  const server = await startProjects({ DATABASE_URL: url })
  onTestFinished(server.stop)
  const ids = async (noun: string) => {
    const { json } = await server.ask(`/v1/${noun}?limit=100`)
    return (json as unknown as { data: { id: string }[] }).data.map(({ id }) => id).toSorted()
  }
  return { ...server, all: async () => Promise.all(COUNTED.map(ids)) }
}

test('everything is exported, and put back into an empty database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playground-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [from, into] = [await urlOf(), await urlOf()]
  const before = await startAt(from)
  const post = async (path: string, body: unknown) => (await before.ask(path, { method: 'POST', body })).json
  const assistant = await post('/v1/assistants', { model: 'scripted', name: 'Ada' })
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File(['what is in it'], 'a.txt', { type: 'text/plain' }))
  const file = await post('/v1/files', form)
  await post('/v1/vector_stores', { name: 'Shelf', file_ids: [file['id']] })
  const messages = [{ role: 'user', content: 'hello' }]
  const run = await post('/v1/threads/runs', { assistant_id: assistant['id'], thread: { messages } })
  const at = `/v1/threads/${String(run['thread_id'])}`
  await expect.poll(async () => (await before.ask(`${at}/runs/${String(run['id'])}`)).json['status']).toBe('completed')

  const ids = await exportAll({ DATA_DIR: join(folder, 'a'), DATABASE_URL: from }, join(folder, 'backup'))
  expect(ids).toEqual(['embedded'])

  const place = { DATA_DIR: join(folder, 'b'), DATABASE_URL: into, MAX_FILE_BYTES: 1e6 }
  const how = { isDry: false, withBytes: true, onConflict: undefined, report: undefined } as const
  const command = { command: 'import', path: join(folder, 'backup', 'embedded'), to: 'embedded', ...how } as const
  await importInto(place, command, { onProgress: () => undefined })

  const after = await startAt(into)
  const whole = await before.all()
  expect(whole.map(({ length }) => length)).toEqual([1, 1, 1, 1])
  expect(await after.all()).toEqual(whole)
  const messagesOf = async (server: typeof after) => (await server.ask(`${at}/messages`)).json
  expect(await messagesOf(after)).toEqual(await messagesOf(before))
  expect((await after.ask(`/v1/files/${String(file['id'])}/content`)).text).toBe('what is in it')
})

test('a copy that fails leaves nothing in the way of the next one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playground-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [program, to] = [join(folder, 'pg_dump'), join(folder, 'a.dump')]
  // As one that is older than the server: it has begun its file.
  await writeFile(
    program,
    '#!/bin/sh\nfor word in "$@"; do case $word in --file=*) : > "${word#--file=}";; esac; done; exit 1\n',
  )
  await chmod(program, 0o755)
  await expect(dump(program, 'postgres://me@db.test/play', to)).rejects.toThrow(/ended with 1.*--export/)
  expect(existsSync(to)).toBe(false)
})

test('the password of an address goes to pg_dump by the environment', () => {
  expect(libpqVariables('postgres://me:p%40ss@db.test:5433/play?sslmode=require')).toEqual({
    ...{ PGHOST: 'db.test', PGPORT: '5433', PGUSER: 'me', PGPASSWORD: 'p@ss', PGDATABASE: 'play' },
    PGSSLMODE: 'require',
  })
})
