// The bucket that BLOB_URL names, looked at before anything is kept there. Nothing of it is loaded without.
import { setTimeout as wait } from 'node:timers/promises'
import type { BytePlace } from '@/lib/backend/blobs/byte-place'
import type { Bucket } from '@/lib/backend/blobs/s3/bucket'
import { readBucketAddress } from '@/lib/backend/blobs/s3/bucket-address'
import { BucketError } from '@/lib/backend/blobs/bucket-error'
import type { BucketOptions } from '@/lib/backend/blobs/s3/bucket-requests'
import type { BucketUse } from '@/lib/backend/store/bucket-use'
import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import type { BlobVariables } from './blob-variables'
import type { Environment } from './environment'
import { createOutboundFetch } from './outbound-fetch'
import { StartError } from './start-error'

export type BucketEnvironment = BlobVariables & Partial<Pick<Environment, 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY'>>

interface OpenBucket {
  readonly bucket: Bucket
  placeOf(connection: string, table: FileBytesTable): BytePlace
}

/** Throws StartError where it cannot be used, has none of the bytes that it should, or is not named and has some. */
export async function openBucket(environment: BucketEnvironment, use: BucketUse): Promise<OpenBucket | undefined> {
  const { BLOB_URL: url } = environment
  if (url === undefined) {
    if ((await use.some()).length === 0) return undefined
    const { files } = await use.counted()
    throw new StartError(
      `The bytes of ${files} files lie in a bucket: set BLOB_URL to where that is. npm run move-files brings them back.`,
    )
  }
  const [{ createBucket }, { createObjectPlace, objectKey }, { bucketCredentials }, { createDirectFetch }] =
    await Promise.all([
      import('@/lib/backend/blobs/s3/bucket'),
      import('@/lib/backend/blobs/s3/object-place'),
      import('./bucket-credentials'),
      import('./direct-fetch'),
    ])
  const options = optionsFrom(environment, url)
  const credentials = bucketCredentials(environment, { ...options, direct: createDirectFetch() })
  const bucket = createBucket({ ...options, credentials })
  try {
    await tryOut(bucket)
    const some = await use.some()
    const isThere = some.map(({ connection, ...bytes }) => hasObject(bucket, objectKey(connection, bytes)))
    if (some.length > 0 && !(await Promise.all(isThere)).includes(true)) {
      throw new StartError(`${bucket.name} has none of the files that lie in a bucket: BLOB_URL names another.`)
    }
  } catch (error) {
    throw error instanceof BucketError ? new StartError(`BLOB_URL: ${error.message}`, { cause: error }) : error
  }
  return { bucket, placeOf: (connection, table) => createObjectPlace({ bucket, connection, table }) }
}

/** What a start writes and removes again, to see that it may. */
const PROBE = 'playground-was-here'

const PROBE_BYTES = {
  bytes: Buffer.alloc(0),
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
}

async function tryOut(bucket: Bucket) {
  await bucket.ping()
  await bucket.put(PROBE, PROBE_BYTES)
  await bucket.remove(PROBE)
}

async function hasObject(bucket: Bucket, key: string): Promise<boolean> {
  for await (const page of bucket.list(key)) if (page.some((object) => object.key === key)) return true
  return false
}

function optionsFrom(environment: BucketEnvironment, url: string): Omit<BucketOptions, 'credentials'> {
  const { AWS_REGION: region, HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except = [] } = environment
  return {
    address: readBucketAddress(url, region),
    fetch: createOutboundFetch({ http, https, except }),
    clock: Date.now,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
  }
}
