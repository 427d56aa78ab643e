// Where the bytes of files lie: beside SQLite in a folder, in PostgreSQL, or with BLOB_URL in a bucket.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Blobs, createBlobs } from '@/lib/backend/blobs/blobs'
import type { BytePlace } from '@/lib/backend/blobs/byte-place'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import type { Bucket } from '@/lib/backend/blobs/s3/bucket'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { blobsFolderIn } from './data-folder'
import type { Environment } from './environment'
import { type BucketEnvironment, openBucket } from './open-bucket'

export type BlobEnvironment = BucketEnvironment & Pick<Environment, 'DATA_DIR' | 'DATABASE_URL'>

type Database = Pick<OpenDatabase, 'fileBytesOf' | 'bucketUse'>

export interface OpenBlobs {
  /** The bytes of a connection's files. */
  of(connection: string): Blobs
  /** Those that are not in the bucket. */
  besideBucket(connection: string): Blobs
  /** The same as `of`, but that new ones are written beside the bucket; where that is a folder, only what is in it. */
  outOfBucket(connection: string): Blobs
  /** What lies in the bucket of a connection's files; undefined where there is no bucket. */
  inBucket(connection: string): BytePlace | undefined
  readonly bucket: Bucket | undefined
}

/** Throws StartError where the bucket cannot be used, or bytes lie in one that is not named. */
export async function openBlobs(environment: BlobEnvironment, database: Database): Promise<OpenBlobs> {
  const { DATA_DIR: folder, DATABASE_URL: url } = environment
  const opened = await openBucket(environment, database.bucketUse)
  const scratch = join(folder, 'scratch')
  const inFolder = (connection: string) => createBlobs(join(blobsFolderIn(folder), connection))
  const besideBucket = (connection: string) =>
    url === undefined ? inFolder(connection) : createDatabaseBlobs(database.fileBytesOf(connection), scratch)
  const inBucket = (connection: string) => opened?.placeOf(connection, database.fileBytesOf(connection))
  return {
    of(connection) {
      const bucket = inBucket(connection)
      if (!bucket) return besideBucket(connection)
      const beside = url === undefined ? inFolder(connection) : undefined
      return createDatabaseBlobs(database.fileBytesOf(connection), scratch, { bucket, beside })
    },
    outOfBucket(connection) {
      if (url === undefined) return inFolder(connection)
      const bucket = inBucket(connection)
      return createDatabaseBlobs(database.fileBytesOf(connection), scratch, { bucket, into: 'database' })
    },
    ...{ besideBucket, inBucket, bucket: opened?.bucket },
  }
}

/** Removes all bytes of a connection that is about to be removed itself, and that nobody uses. */
export async function removeBlobs(connection: string, { dataDir, blobs, database }: Removing) {
  const place = blobs.inBucket(connection)
  const table = database.fileBytesOf(connection)
  for (let after: string | undefined; place;) {
    const page = await table.uploads('bucket', after)
    for (const { size, ...known } of page) await place.remove({ ...known, ...(size !== null && { size }) })
    after = page.at(-1)?.upload
    if (after === undefined) break
  }
  await rm(join(blobsFolderIn(dataDir), connection), { recursive: true, force: true })
}

interface Removing {
  readonly dataDir: string
  readonly blobs: Pick<OpenBlobs, 'inBucket'>
  readonly database: Pick<OpenDatabase, 'fileBytesOf'>
}
