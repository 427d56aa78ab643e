// What the database knows to lie in a bucket, and what does.
import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import { type BlobEnvironment, openBlobs } from '../open-blobs'
import { StartError } from '../start-error'
import type { FileRow } from './backup-files'

interface BucketExamined {
  /** Files whose bytes are not there, or not as many as there were. */
  readonly lacking: readonly FileRow[]
  /** Why it could not be looked at. */
  readonly wrong: readonly string[]
  readonly notes: readonly string[]
}

type Database = Parameters<typeof openBlobs>[1] & { connections(): Promise<readonly string[]> }

export async function examineBucket(environment: BlobEnvironment, database: Database): Promise<BucketExamined> {
  const opened = await openBlobs(environment, database).catch((error: unknown) => {
    if (error instanceof StartError) return error
    throw error
  })
  if (opened instanceof StartError) return { lacking: [], wrong: [opened.message.replace(/\.$/, '')], notes: [] }
  const { bucket } = opened
  const lacking: FileRow[] = []
  const notes: string[] = []
  for (const connection of bucket ? await database.connections() : []) {
    const there = new Map<string, number>()
    for await (const page of bucket?.list(`${connection}/`) ?? [])
      for (const { key, bytes } of page) there.set(key, bytes)
    for await (const { id, upload, size } of uploadsIn(database.fileBytesOf(connection))) {
      const key = `${connection}/${id}/${upload}`
      if (size !== null && there.get(key) !== size) lacking.push({ connection, id })
      there.delete(key)
    }
    const [first] = there.keys()
    if (first === undefined) continue
    notes.push(`${there.size} objects in ${bucket?.name} are of no file here, such as ${first}; nobody removes them`)
  }
  return { lacking, wrong: [], notes }
}

async function* uploadsIn(table: FileBytesTable) {
  for (let after = ''; ;) {
    const page = await table.uploads('bucket', after)
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.upload
  }
}
