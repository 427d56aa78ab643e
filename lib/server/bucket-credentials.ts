// What the bucket's requests are signed with: a key of the environment, or that of the role which this pod, container
// or machine has. The names are those that all tools for Amazon's services know, and so is the order.
import { readFile } from 'node:fs/promises'
import type { Fetch } from '@/lib/backend/fetch'
import type { BucketAddress } from '@/lib/backend/blobs/s3/bucket-address'
import { type CredentialSource, fixedCredentials, type LentCredentials } from '@/lib/backend/blobs/s3/credentials'
import { createRenewedCredentials } from '@/lib/backend/blobs/s3/renewed-credentials'
import { askContainer, askInstance, askTokenService } from '@/lib/backend/blobs/s3/role-credentials'
import type { BlobVariables } from './blob-variables'

const METADATA = { IPv4: 'http://169.254.169.254', IPv6: 'http://[fd00:ec2::254]' } as const

export interface CredentialsFrom {
  readonly address: Pick<BucketAddress, 'region'>
  /** Through the proxies of the environment. */
  readonly fetch: Fetch
  /** Directly, and to the addresses that nothing else may be sent to. */
  readonly direct: Fetch
}

export function bucketCredentials(variables: BlobVariables, from: CredentialsFrom): CredentialSource {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables
  const { AWS_SESSION_TOKEN: sessionToken } = variables
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return fixedCredentials({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) })
  }
  return createRenewedCredentials({
    ask: askingFrom(variables, from),
    clock: Date.now,
    report: (message, error) => console.error(message, error),
  })
}

const readText = (path: string) => readFile(path, 'utf8')

function askingFrom(variables: BlobVariables, from: CredentialsFrom): () => Promise<LentCredentials> {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: identity, AWS_ROLE_ARN: roleArn } = variables
  if (identity !== undefined && roleArn !== undefined) {
    const { AWS_ROLE_SESSION_NAME: sessionName = 'assistants-playground' } = variables
    const role = { roleArn, sessionName, tokenFile: identity, endpoint: tokenService(variables, from.address.region) }
    return () => askTokenService(role, { fetch: from.fetch, readText })
  }
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = variables
  const uri = path ?? full
  if (uri !== undefined) {
    const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile } = variables
    return () => askContainer({ uri, token, tokenFile }, { fetch: from.direct, readText })
  }
  const { AWS_EC2_METADATA_SERVICE_ENDPOINT: given, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: mode } = variables
  const endpoint = given ?? METADATA[mode?.toLowerCase() === 'ipv6' ? 'IPv6' : 'IPv4']
  return () => askInstance(endpoint.replace(/\/+$/, ''), from.direct)
}

function tokenService({ AWS_ENDPOINT_URL_STS: given, AWS_REGION: ofMachine }: BlobVariables, ofBucket: string): string {
  const region = ofMachine ?? ofBucket
  const amazons = `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return (given ?? amazons).replace(/\/+$/, '')
}
