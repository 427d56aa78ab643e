// The bucket in which the bytes of files lie, and the key for it or where that comes from, by the names that tools for
// S3 have.
import * as z from 'zod'
import { BucketAddressError, readBucketAddress } from '@/lib/backend/blobs/s3/bucket-address'
import { isContainerUri } from '@/lib/backend/blobs/s3/container-uri'

export const blobVariables = {
  BLOB_URL: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_REGION: z.string().optional(),
  AWS_WEB_IDENTITY_TOKEN_FILE: z.string().optional(),
  AWS_ROLE_ARN: z.string().optional(),
  AWS_ROLE_SESSION_NAME: z.string().optional(),
  AWS_ENDPOINT_URL_STS: z.string().optional(),
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: z.string().optional(),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: z.string().optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN: z.string().optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: z.string().optional(),
  AWS_EC2_METADATA_DISABLED: z.string().optional(),
  AWS_EC2_METADATA_SERVICE_ENDPOINT: z.string().optional(),
  AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: z.string().optional(),
}

export type BlobVariables = { readonly [Name in keyof typeof blobVariables]?: string | undefined }

/** What is wrong with them together. Without BLOB_URL the others are for other programs. */
export function blobContradictions({ BLOB_URL: url, AWS_REGION: region, ...keys }: BlobVariables): readonly string[] {
  if (url === undefined) return []
  try {
    readBucketAddress(url, region)
  } catch (error) {
    if (error instanceof BucketAddressError) return [`BLOB_URL ${error.message}`]
    throw error
  }
  const complaint = withoutKey(keys)
  return complaint === undefined ? [] : [complaint]
}

const NEEDED = 'BLOB_URL needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'

function withoutKey(keys: BlobVariables): string | undefined {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_WEB_IDENTITY_TOKEN_FILE: identity } = keys
  if ((id === undefined) !== (key === undefined)) {
    return `${NEEDED}, both: a key that may list, read, write and delete there.`
  }
  if (id !== undefined) return undefined
  if (identity !== undefined) {
    const { AWS_ROLE_ARN: role, AWS_ENDPOINT_URL_STS: endpoint } = keys
    if (role === undefined) return 'AWS_WEB_IDENTITY_TOKEN_FILE needs AWS_ROLE_ARN: the role that its token is for.'
    return isHttp(endpoint) ? undefined : `AWS_ENDPOINT_URL_STS ${MUST_BE_HTTP}`
  }
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = keys
  if (path !== undefined && !path.startsWith('/')) return 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must begin with /.'
  if (path !== undefined) return undefined
  if (full !== undefined) {
    const secure = 'AWS_CONTAINER_CREDENTIALS_FULL_URI must be an https:// address without a user name'
    return isContainerUri(full) ? undefined : `${secure}, or http:// of this machine or of the agents of ECS and EKS.`
  }
  const { AWS_EC2_METADATA_DISABLED: disabled, AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata } = keys
  if (disabled?.toLowerCase() === 'true') return `${NEEDED}, or a role of the pod, container or machine.`
  return isHttp(metadata) ? undefined : `AWS_EC2_METADATA_SERVICE_ENDPOINT ${MUST_BE_HTTP}`
}

const MUST_BE_HTTP = 'must be an http:// or https:// address without a user name.'

function isHttp(address: string | undefined): boolean {
  if (address === undefined) return true
  if (!URL.canParse(address)) return false
  const { protocol, username, password } = new URL(address)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}
