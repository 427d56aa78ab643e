// Rows of files without their bytes, and bytes without a row.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { Db } from '@/lib/backend/store/database'
import { blobsFolderIn } from '../data-folder'
import { blobsIn, nameOf } from './backup-files'
import type { BadRow } from './find-damage'

interface FilesExamined {
  /** Rows whose bytes are not there. */
  readonly lacking: readonly BadRow[]
  /** What else there is to say, of which the first lines tell what is wrong. */
  readonly wrong: readonly string[]
  readonly notes: readonly string[]
}

/** Of all connections of a data folder. */
export async function examineFiles(db: Db, dataDir: string): Promise<FilesExamined> {
  const blobs = blobsFolderIn(dataDir)
  const rows = await db.selectFrom('files').select(['connection_id', 'id', 'document']).execute()
  const lacking: BadRow[] = []
  const wrong: string[] = []
  for (const { connection_id: connection, id, document } of rows) {
    const path = join(blobs, connection, id)
    const file = jsonOf(document)
    if (!existsSync(path)) lacking.push({ connection, table: 'files', id, fault: 'no_bytes' })
    else if (isRecord(file) && file['bytes'] !== statSync(path).size)
      wrong.push(`${path} has ${statSync(path).size} bytes; its row says ${String(file['bytes'])}. Put back a backup`)
  }
  const named = new Set(rows.map(({ connection_id, id }) => nameOf({ connection: connection_id, id })))
  const loose = (await blobsIn(blobs)).filter((blob) => !named.has(nameOf(blob)))
  const notes = loose.map(
    ({ connection, id }) => `${join(blobs, connection, id)} has no row; the next start removes it`,
  )
  return { lacking, wrong, notes }
}
