import { bucketName, readBucketAddress } from '@/lib/backend/blobs/s3/bucket-address'
import type { Environment } from './environment'
import { urlOf } from './listen'
import { printableUrl } from './printable-url'

interface Announcement {
  readonly environment: Environment
  readonly port: number
  readonly seconds: number
  readonly say: (line: string) => void
}

/** Tells the operator what is running. The last line is also read by programs that wait for the server. */
export function announce({ environment, port, seconds, say }: Announcement) {
  const { HOST, PAGES, DATA_DIR, DATABASE_URL, BLOB_URL, MODEL_BASE_URL } = environment
  const { APPBUILDER_TOKEN, APPBUILDER_GATEWAY } = environment
  say('Assistants Playground')
  say(`  Data   ${DATABASE_URL === undefined ? DATA_DIR : databaseName(DATABASE_URL)}`)
  if (BLOB_URL !== undefined) say(`  Files  ${bucketName(readBucketAddress(BLOB_URL))}`)
  if (PAGES === 'off') say('  Pages  off: the wire alone is served')
  say(`  Model  ${MODEL_BASE_URL === undefined ? scripted : new URL(MODEL_BASE_URL).host}`)
  if (APPBUILDER_TOKEN !== undefined) say(`  Remote AppBuilder at ${remote(APPBUILDER_GATEWAY)}, see /appbuilder`)
  say(`  Access ${accessLine(environment)}`)
  say(`Ready on ${urlOf(HOST, port)} after ${seconds.toFixed(1)} s.`)
}

/** Who may come, in words. */
function accessLine({ ACCESS_TOKEN, OIDC_ISSUER, USER_HEADER }: Environment): string {
  const ways = [
    ...(ACCESS_TOKEN === undefined ? [] : ['has the access token']),
    ...(OIDC_ISSUER === undefined ? [] : [`signs in at ${new URL(OIDC_ISSUER).host}`]),
    ...(USER_HEADER === undefined ? [] : ['a trusted proxy names']),
  ]
  return ways.length === 0 ? 'this machine only' : `whoever ${ways.join(', or ')}`
}

const remote = (gateway: string | undefined) => (gateway === undefined ? 'its public address' : printableUrl(gateway))

const databaseName = (url: string) =>
  `PostgreSQL: ${new URL(url).pathname.slice(1)} at ${new URL(url).host || 'this machine'}`

const scripted = 'scripted stand-in, offline, until an endpoint is added (page /models, or MODEL_BASE_URL)'

/** The address in the line that says the server is ready; undefined in any other text. */
export const readyUrlOf = (output: string) => /^Ready on (\S+) after /m.exec(output)?.[1]
