import { join } from 'node:path'
import { type Blobs, createBlobs } from '@/lib/backend/blobs/blobs'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { blobsFolderIn } from './data-folder'
import type { Environment } from './environment'

interface Place {
  readonly environment: Pick<Environment, 'DATABASE_URL' | 'DATA_DIR'>
  readonly database: Pick<OpenDatabase, 'fileBytesOf'>
}

/** The bytes of a connection's files: in the database where instances share one, else beside it. */
export const blobsOf = (id: string, { environment: { DATABASE_URL: url, DATA_DIR: folder }, database }: Place): Blobs =>
  url === undefined
    ? createBlobs(join(blobsFolderIn(folder), id))
    : createDatabaseBlobs(database.fileBytesOf(id), join(folder, 'scratch'))
