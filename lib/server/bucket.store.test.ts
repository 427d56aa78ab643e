// The bytes of files in a bucket, as a whole server has them, beside SQLite and beside PostgreSQL.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KEYS, startBucketServer } from '@/lib/backend/blobs/testing/bucket-server'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases, type TestDatabase, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { readEnvironment } from './environment'
import { moveFiles } from './move-files/move-files'
import { quotaOf } from './operations/operated'
import { copyOf } from './testing/copy-of'
import { startProjects } from './testing/start-projects'

const TEXT = 'every byte counts. '.repeat(20_000)

async function places(of: TestDatabase) {
  const at = await of.create()
  let folder = 'folder' in at ? at.folder : await temporaryFolder()
  const bucket = await startBucketServer()
  const variables = () => ({ DATA_DIR: folder, ...('url' in at && { DATABASE_URL: at.url }) })
  const withBucket = () => ({
    ...{ ...variables(), BLOB_URL: bucket.address },
    ...{ AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey },
  })
  async function takeCopy() {
    if ('folder' in at) folder = await copyOf(folder)
  }
  async function move(direction: 'to-bucket' | 'from-bucket') {
    await takeCopy()
    const database = await openDatabase({ database: 'folder' in at ? { folder } : at, clock: Date.now })
    try {
      return await moveFiles(direction, { environment: readEnvironment(withBucket()), database })
    } finally {
      await database.close()
    }
  }
  return { bucket, variables, withBucket, move, takeCopy }
}

async function start(variables: Readonly<Record<string, string>>) {
  const { stop, ask, ...server } = await startProjects(variables)
  let stopped: Promise<void> | undefined
  const stopOnce = () => (stopped ??= stop())
  onTestFinished(stopOnce)
  async function upload(project?: string) {
    const form = new FormData()
    form.append('purpose', 'assistants')
    form.append('file', new File([TEXT], 'bytes.txt'))
    return ask('/v1/files', { method: 'POST', body: form, ...(project !== undefined && { project }) })
  }
  const contentOf = async (id: unknown, range?: string) =>
    ask(`/v1/files/${String(id)}/content`, range === undefined ? {} : { headers: { range } })
  return { ...server, ask, stop: stopOnce, upload, contentOf }
}

test.each(databases)('files in a bucket beside $name: away, back, of a project, moved out and in', async (of) => {
  const place = await places(of)
  const { bucket, variables, withBucket, move, takeCopy } = place
  const isFolder = of.name === 'SQLite'
  const server = await start(withBucket())
  const { json: file } = await server.upload()
  expect(file).toMatchObject({ bytes: TEXT.length })
  // A second instance has them, too.
  const other = isFolder ? server : await start({ ...withBucket(), DATA_DIR: await temporaryFolder() })
  expect((await other.contentOf(file['id'])).text === TEXT).toBe(true)
  expect(await other.contentOf(file['id'], 'bytes=6-9')).toMatchObject({ status: 206, text: 'byte' })
  expect([...bucket.objects.keys()]).toEqual([expect.stringMatching(`^some/prefix/embedded/${String(file['id'])}/`)])

  bucket.meddle((_request, response) => !!response.writeHead(503).end())
  const refusal = { status: 503, json: { error: { code: 'files_unreachable', type: 'server_error' } } }
  expect(await server.contentOf(file['id'])).toMatchObject(refusal)
  expect(await server.upload()).toMatchObject(refusal)
  server.operations.opened(server.operated)
  expect((await server.ask('/readyz')).json).toEqual({ status: 'ready', warnings: ['files_unreachable'] })
  bucket.meddle()
  expect((await server.ask('/v1/files')).json).toMatchObject({ data: [{ id: file['id'] }] })

  const project = await server.makeProject('Short')
  expect(await server.upload(project)).toMatchObject({ status: 200 })
  expect(bucket.objects.size).toBe(2)
  await server.ask(`/api/settings/projects/${project}?confirm=${project}`, { method: 'DELETE' })
  await expect.poll(() => bucket.objects.size).toBe(1)
  await other.stop()
  await server.stop()

  if (isFolder) await expectRefusals(place)

  const all = { files: 1, bytes: TEXT.length, missing: 0 }
  expect(await move('from-bucket')).toMatchObject({ ...all, inBucket: { files: 0, bytes: 0 } })
  expect(bucket.objects.size).toBe(0)
  await takeCopy()
  const without = await start(variables())
  expect((await without.contentOf(file['id'])).text === TEXT).toBe(true)
  await without.stop()
  expect(await move('to-bucket')).toMatchObject({ ...all, inBucket: { files: 1, bytes: TEXT.length } })
  expect(await move('to-bucket')).toMatchObject({ files: 0 })
  if (isFolder) expect(await readdir(join(variables().DATA_DIR, 'blobs', 'embedded'))).toEqual([])
  await takeCopy()
  const again = await start(withBucket())
  expect((await again.contentOf(file['id'])).text === TEXT).toBe(true)
  await again.ask(`/v1/files/${String(file['id'])}`, { method: 'DELETE' })
  expect(bucket.objects.size).toBe(0)
})

/** A start says in a line why it cannot be, and has no secret in it. */
async function expectRefusals({ bucket, variables, withBucket, takeCopy }: Awaited<ReturnType<typeof places>>) {
  await takeCopy()
  await expect(start(variables())).rejects.toThrow('The bytes of 1 files lie in a bucket: set BLOB_URL')
  await takeCopy()
  const elsewhere = { ...withBucket(), BLOB_URL: bucket.address.replace('some', 'other') }
  await expect(start(elsewhere)).rejects.toThrow('BLOB_URL names another')
  await takeCopy()
  const refused = start({ ...withBucket(), AWS_SECRET_ACCESS_KEY: 'wrong' })
  await expect(refused).rejects.toThrow('AWS_SECRET_ACCESS_KEY is not that of AWS_ACCESS_KEY_ID.')
}

test('what lies in the bucket counts for MAX_DATA_BYTES', async () => {
  const level = { bytes: async () => 100 } as never
  const bucketUse = { counted: async () => ({ files: 1, bytes: 23 }), some: async () => [] }
  const quota = quotaOf({ DATA_DIR: '/nowhere', MAX_DATA_BYTES: 123, BLOB_URL: 's3://b' }, { level, bucketUse })
  expect(await quota.level()).toEqual({ bytes: 123, limit: 123 })
  expect(quota.isOver()).toBe(true)
})
