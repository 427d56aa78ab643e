// The bucket in which the bytes of files lie, and the key for it, by the names that tools for S3 have.
import * as z from 'zod'
import { BucketAddressError, readBucketAddress } from '@/lib/backend/blobs/s3/bucket-address'

export const blobVariables = {
  BLOB_URL: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_REGION: z.string().optional(),
}

type BlobVariables = { readonly [Name in keyof typeof blobVariables]?: string | undefined }

/** What is wrong with them together. Without BLOB_URL the others are for other programs. */
export function blobContradictions({ BLOB_URL: url, AWS_REGION: region, ...keys }: BlobVariables): readonly string[] {
  if (url === undefined) return []
  try {
    readBucketAddress(url, region)
  } catch (error) {
    if (error instanceof BucketAddressError) return [`BLOB_URL ${error.message}`]
    throw error
  }
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key } = keys
  return id !== undefined && key !== undefined
    ? []
    : ['BLOB_URL needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: a key that may list, read, write and delete there.']
}
