import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import { createBucket } from '../s3/bucket'
import { readBucketAddress } from '../s3/bucket-address'
import type { BucketOptions } from '../s3/bucket-requests'
import { fixedCredentials } from '../s3/credentials'
import { createObjectPlace } from '../s3/object-place'
import { KEYS, MIN_PART, startBucketServer } from './bucket-server'

/** A bucket that is asked as the server asks one, without waits; it is gone when the test is over. */
export async function openTestBucket(table: Pick<FileBytesTable, 'touch'>, options: Partial<BucketOptions> = {}) {
  const server = await startBucketServer()
  const address = readBucketAddress(server.address)
  const bucket = createBucket({
    ...{ address, credentials: fixedCredentials(KEYS), fetch, clock: Date.now, sleep: async () => undefined },
    ...options,
  })
  return { server, bucket, place: createObjectPlace({ bucket, connection: 'embedded', table, partBytes: MIN_PART }) }
}
