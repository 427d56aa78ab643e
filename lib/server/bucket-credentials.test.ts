// The ways in which a server gets the key of its bucket, over loopback.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createBucket } from '@/lib/backend/blobs/s3/bucket'
import { readBucketAddress } from '@/lib/backend/blobs/s3/bucket-address'
import { KEYS, startBucketServer } from '@/lib/backend/blobs/testing/bucket-server'
import { EXPIRATION, SESSION, startRoleServer } from '@/lib/backend/blobs/testing/role-server'
import { temporaryFolder } from '@/lib/backend/store/testing/databases'
import type { BlobVariables } from './blob-variables'
import { bucketCredentials } from './bucket-credentials'
import { createDirectFetch } from './direct-fetch'

type Given = (place: { readonly url: string; readonly file: string }) => BlobVariables

async function start(given: Given) {
  const role = await startRoleServer()
  const file = join(await temporaryFolder(), 'token')
  await writeFile(file, 'from the file\n')
  const direct = createDirectFetch()
  const from = { address: { region: 'eu-west-1' }, fetch: direct, direct }
  return { role, file, credentials: bucketCredentials(given({ url: role.url, file }), from) }
}

const ofContainer: Given = ({ url, file }) => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials`,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'not this one',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
})
const ofInstance: Given = ({ url }) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `${url}/` })
const ofPod: Given = ({ url, file }) => ({
  ...{ AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::1:role/r', AWS_ENDPOINT_URL_STS: url },
  // What a machine of the cluster has beside counts less.
  AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:2',
})

const identity =
  'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr' +
  '&RoleSessionName=assistants-playground&WebIdentityToken=from+the+file'
const path = '/latest/meta-data/iam/security-credentials/'

test.each<readonly [string, Given, readonly string[]]>([
  ['a container', ofContainer, ['GET /v1/credentials from the file']],
  ['an instance', ofInstance, ['PUT /latest/api/token', `GET ${path}`, `GET ${path}the%20role`]],
  ['web identity', ofPod, [`POST / ${identity}`]],
])('the role of %s gives them, with their end', async (_of, given, asked) => {
  const { role, credentials } = await start(given)
  const lent = { ...KEYS, sessionToken: `${SESSION}-1`, expiresMs: Date.parse(EXPIRATION) }
  expect(await credentials.get()).toEqual(lent)
  expect(role.asked).toEqual(asked)
})

test('a key of the environment counts before every role, with its token', async () => {
  const own = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' }
  const { role, credentials } = await start((place) => ({ ...ofContainer(place), ...own }))
  expect(await credentials.get()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' })
  expect(role.asked).toEqual([])
})

async function bucketOf(given: Given) {
  const { role, file, credentials } = await start(given)
  const server = await startBucketServer()
  const address = readBucketAddress(server.address)
  const bucket = createBucket({ address, credentials, fetch, clock: Date.now, sleep: async () => undefined })
  return { role, file, server, bucket }
}

test('a bucket that says that their time is up is asked again with others', async () => {
  const { role, server, bucket } = await bucketOf(ofContainer)
  server.requireToken(`${SESSION}-2`)
  await Promise.all([bucket.ping(), bucket.ping()])
  expect(role.asked).toHaveLength(2)
  server.requireToken('never given')
  await expect(bucket.ping()).rejects.toThrow('s3://kept/some/prefix refuses the key: its time is up.')
})

interface Away {
  readonly where: string
  readonly given: Given
  readonly answer?: { readonly status: number; readonly text: string }
  readonly below?: string
  readonly words: string
}

const away: readonly Away[] = [
  {
    where: 'nobody answers',
    given: () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:2' }),
    words: 'no AWS_ACCESS_KEY_ID is set, and the metadata service of the instance does not answer (ECONNREFUSED)',
  },
  {
    where: 'there is no role',
    given: ofInstance,
    answer: { status: 404, text: SESSION },
    below: '/latest/meta-data/',
    words: 'no AWS_ACCESS_KEY_ID is set, and the instance has no role',
  },
  {
    where: 'a container is refused',
    given: ofContainer,
    answer: { status: 403, text: JSON.stringify({ code: 'AccessDenied', message: SESSION }) },
    words: 'what gives this container its key answered 403 AccessDenied',
  },
  {
    where: 'it is no answer',
    given: ofContainer,
    answer: { status: 200, text: `<html>${SESSION}` },
    words: 'what gives this container its key answered 200 without_a_key',
  },
  {
    where: 'it is no key that a request can be signed with',
    given: ofContainer,
    answer: { status: 200, text: JSON.stringify({ AccessKeyId: 'id', SecretAccessKey: 's', Token: `${SESSION}\n` }) },
    words: 'what gives this container its key answered 200 without_a_key',
  },
  {
    where: 'it says far too much',
    given: ofInstance,
    answer: { status: 403, text: SESSION.repeat(10_000) },
    words: 'no AWS_ACCESS_KEY_ID is set, and the metadata service of the instance answered 403',
  },
  {
    where: 'the token for a container is none',
    given: ({ url }) => ({
      ...{ AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: `a\n${SESSION}` },
    }),
    words: 'the token to ask with has characters that no token has',
  },
  {
    where: 'a token is refused',
    given: ofPod,
    answer: {
      status: 400,
      text: `<E><Error><Code>ExpiredTokenException</Code><Message>${SESSION}</Message></Error></E>`,
    },
    words: 'the token service answered 400 ExpiredTokenException',
  },
  {
    where: 'there is no token',
    given: (place) => ofPod({ ...place, file: '/no/such' }),
    words: 'the file /no/such cannot be read',
  },
]

test.each(away)('where $where the bucket says so in one line, and nothing of what was answered', async (away) => {
  const { role, bucket } = await bucketOf(away.given)
  if (away.answer) role.answerInstead(away.answer, away.below)
  const error: unknown = await bucket.ping().catch((thrown: unknown) => thrown)
  expect(String(error)).toContain(`s3://kept/some/prefix has no key to be asked with: ${away.words}.`)
  expect(inspect(error)).not.toContain(SESSION)
})
