// Rows of files without their bytes, and bytes without a row.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createBucketUse } from '@/lib/backend/store/bucket-use'
import { createConnectionDb } from '@/lib/backend/store/connection-db'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { Db } from '@/lib/backend/store/database'
import { createFileBytes } from '@/lib/backend/store/file-bytes'
import { blobsFolderIn } from '../data-folder'
import type { BlobEnvironment } from '../open-blobs'
import { blobsIn, nameOf } from './backup-files'
import { examineBucket } from './examine-bucket'
import type { BadRow } from './bad-row'

interface FilesExamined {
  /** Rows whose bytes are not there. */
  readonly lacking: readonly BadRow[]
  /** What else there is to say, of which the first lines tell what is wrong. */
  readonly wrong: readonly string[]
  readonly notes: readonly string[]
}

/** Of all connections of a data folder. */
export async function examineFiles(db: Db, environment: BlobEnvironment): Promise<FilesExamined> {
  const blobs = blobsFolderIn(environment.DATA_DIR)
  const known = await db
    .selectFrom('file_bytes')
    .select(['connection_id', 'id'])
    .where('size', 'is not', null)
    .execute()
  const elsewhere = new Set(known.map(({ connection_id, id }) => nameOf({ connection: connection_id, id })))
  const rows = await db.selectFrom('files').select(['connection_id', 'id', 'document']).execute()
  const lacking: BadRow[] = []
  const wrong: string[] = []
  for (const { connection_id: connection, id, document } of rows) {
    const path = join(blobs, connection, id)
    const file = jsonOf(document)
    if (elsewhere.has(nameOf({ connection, id }))) continue
    if (!existsSync(path)) lacking.push({ connection, table: 'files', id, fault: 'no_bytes' })
    else if (isRecord(file) && file['bytes'] !== statSync(path).size)
      wrong.push(`${path} has ${statSync(path).size} bytes; its row says ${String(file['bytes'])}. Put back a backup`)
  }
  const named = new Set(rows.map(({ connection_id, id }) => nameOf({ connection: connection_id, id })))
  const loose = (await blobsIn(blobs)).filter((blob) => !named.has(nameOf(blob)))
  const notes = loose.map(
    ({ connection, id }) => `${join(blobs, connection, id)} has no row; the next start removes it`,
  )
  const bucket = await examineBucket(environment, {
    connections: async () => (await db.selectFrom('connections').select('id').execute()).map(({ id }) => id),
    fileBytesOf: (connection) => createFileBytes(createConnectionDb(db, connection), Date.now),
    bucketUse: createBucketUse(db),
  })
  const gone = bucket.lacking.filter((row) => named.has(nameOf(row)))
  lacking.push(...gone.map((row) => ({ ...row, table: 'files' as const, fault: 'no_bytes' as const })))
  return { lacking, wrong: [...wrong, ...bucket.wrong], notes: [...notes, ...bucket.notes] }
}
