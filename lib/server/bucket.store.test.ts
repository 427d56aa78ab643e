// The bytes of files in a bucket, as a whole server has them, beside SQLite and beside PostgreSQL.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KEYS, startBucketServer } from '@/lib/backend/blobs/testing/bucket-server'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases, type TestDatabase, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { readEnvironment } from './environment'
import { moveFiles } from './move-files/move-files'
import { openBlobs } from './open-blobs'
import { quotaOf } from './operations/operated'
import { copyOf } from './testing/copy-of'
import { startProjects } from './testing/start-projects'

const TEXT = 'every byte counts. '.repeat(20_000)

async function places(of: TestDatabase) {
  const at = await of.create()
  const folder = 'folder' in at ? at.folder : await temporaryFolder()
  const bucket = await startBucketServer()
  const variables = { DATA_DIR: folder, ...('url' in at && { DATABASE_URL: at.url }) }
  const withBucket = {
    ...{ ...variables, BLOB_URL: bucket.address },
    ...{ AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey },
  }
  /** As the servers left it, which are stopped. */
  async function openData() {
    const data = 'folder' in at ? { folder: await copyOf(folder) } : at
    const database = await openDatabase({ database: data, clock: Date.now })
    onTestFinished(() => database.close())
    const DATA_DIR = 'folder' in data ? data.folder : folder
    const environment = (given: object) => readEnvironment({ ...given, DATA_DIR })
    return {
      DATA_DIR,
      blobsBy: (given: object) => openBlobs(environment(given), database),
      move: (direction: 'to-bucket' | 'from-bucket') =>
        moveFiles(direction, { environment: environment(withBucket), database }),
    }
  }
  return { bucket, variables, withBucket, openData }
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
  const contentOf = async (id: string, range?: string) =>
    ask(`/v1/files/${id}/content`, range === undefined ? {} : { headers: { range } })
  return { ...server, ask, stop: stopOnce, upload, contentOf }
}

test.each(databases)('files in a bucket beside $name: away, back, of a project, moved out and in', async (of) => {
  const { bucket, variables, withBucket, openData } = await places(of)
  const isFolder = of.name === 'SQLite'
  const server = await start(withBucket)
  const { json: file } = await server.upload()
  const id = String(file['id'])
  expect(file).toMatchObject({ bytes: TEXT.length })
  // A second instance has them, too.
  const other = isFolder ? server : await start({ ...withBucket, DATA_DIR: await temporaryFolder() })
  expect((await other.contentOf(id)).text === TEXT).toBe(true)
  expect(await other.contentOf(id, 'bytes=6-9')).toMatchObject({ status: 206, text: 'byte' })
  expect([...bucket.objects.keys()]).toEqual([expect.stringMatching(`^some/prefix/embedded/${id}/`)])

  bucket.meddle((_request, response) => !!response.writeHead(503).end())
  const refusal = { status: 503, json: { error: { code: 'files_unreachable', type: 'server_error' } } }
  expect(await server.contentOf(id)).toMatchObject(refusal)
  expect(await server.upload()).toMatchObject(refusal)
  server.operations.opened(server.operated)
  expect((await server.ask('/readyz')).json).toEqual({ status: 'ready', warnings: ['files_unreachable'] })
  bucket.meddle()
  expect((await server.ask('/v1/files')).json).toMatchObject({ data: [{ id }] })

  const project = await server.makeProject('Short')
  expect(await server.upload(project)).toMatchObject({ status: 200 })
  expect(bucket.objects.size).toBe(2)
  await server.ask(`/api/settings/projects/${project}?confirm=${project}`, { method: 'DELETE' })
  await expect.poll(() => bucket.objects.size).toBe(1)
  await other.stop()
  await server.stop()

  const { DATA_DIR, blobsBy, move } = await openData()
  await expect(blobsBy(variables)).rejects.toThrow('The bytes of 1 files lie in a bucket: set BLOB_URL')
  const elsewhere = { ...withBucket, BLOB_URL: bucket.address.replace('some', 'other') }
  await expect(blobsBy(elsewhere)).rejects.toThrow('BLOB_URL names another')
  const refused = blobsBy({ ...withBucket, AWS_SECRET_ACCESS_KEY: 'wrong' })
  await expect(refused).rejects.toThrow('AWS_SECRET_ACCESS_KEY is not that of AWS_ACCESS_KEY_ID.')

  const isRead = async (given: object) => {
    const blobs = (await blobsBy(given)).of('embedded')
    return (await new Response(await blobs.read(id)).text()) === TEXT
  }
  const all = { files: 1, bytes: TEXT.length, missing: 0 }
  expect(await move('from-bucket')).toMatchObject({ ...all, inBucket: { files: 0, bytes: 0 } })
  expect([bucket.objects.size, await isRead(variables), await isRead(withBucket)]).toEqual([0, true, true])
  expect(await move('to-bucket')).toMatchObject({ ...all, inBucket: { files: 1, bytes: TEXT.length } })
  expect(await move('to-bucket')).toMatchObject({ files: 0 })
  if (isFolder) expect(await readdir(join(DATA_DIR, 'blobs', 'embedded'))).toEqual([])
  expect(await isRead(withBucket)).toBe(true)
})

test('what lies in the bucket counts for MAX_DATA_BYTES', async () => {
  const level = { bytes: async () => 100 } as never
  const bucketUse = { counted: async () => ({ files: 1, bytes: 23 }), some: async () => [] }
  const quota = quotaOf({ DATA_DIR: '/nowhere', MAX_DATA_BYTES: 123, BLOB_URL: 's3://b' }, { level, bucketUse })
  expect(await quota.level()).toEqual({ bytes: 123, limit: 123 })
  expect(quota.isOver()).toBe(true)
})
