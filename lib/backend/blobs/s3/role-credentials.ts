// The credentials of a role, from whoever gives them where this process runs: a container's agent, the metadata service
// of an instance, or a token service for a token that stands in a file.
import type { Fetch } from '@/lib/backend/fetch'
import { CredentialsError } from '../credentials-error'
import { askForCredentials, credentialsIn, isSendable, lent, refusedBy } from './ask-for-credentials'
import type { LentCredentials } from './credentials'
import { elementsIn } from './read-xml'

/** Where containers of ECS ask. */
const CONTAINER_AGENT = 'http://169.254.170.2'

const TOKEN_SECONDS = 21_600

/** Across a network, and it asks others itself. */
const STS_ANSWER_MS = 10_000

export type ReadText = (path: string) => Promise<string>

export interface ContainerRole {
  /** Whole, or a path of the agent of ECS. */
  readonly uri: string
  readonly token?: string | undefined
  /** A file with it, which counts before it, and may change. */
  readonly tokenFile?: string | undefined
}

export async function askContainer(
  { uri, token, tokenFile }: ContainerRole,
  { fetch, readText }: { readonly fetch: Fetch; readonly readText: ReadText },
): Promise<LentCredentials> {
  const who = 'what gives this container its key'
  const address = uri.startsWith('/') ? `${CONTAINER_AGENT}${uri}` : uri
  const authorization = tokenFile === undefined ? token : await tokenIn(tokenFile, readText)
  if (authorization && !isSendable(authorization)) {
    throw new CredentialsError('the token to ask with has characters that no token has')
  }
  const headers = { accept: 'application/json', ...(authorization && { authorization }) }
  return credentialsIn(who, await askForCredentials(who, fetch, { address, headers }))
}

/** By the second version of its protocol, which asks for a token first: nobody else makes a server ask so. */
export async function askInstance(endpoint: string, fetch: Fetch): Promise<LentCredentials> {
  const who = 'no AWS_ACCESS_KEY_ID is set, and the metadata service of the instance'
  const ask = (path: string, headers: Readonly<Record<string, string>>, method: 'GET' | 'PUT' = 'GET') =>
    askForCredentials(who, fetch, { address: `${endpoint}${path}`, headers, method })
  const begun = await ask('/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': `${TOKEN_SECONDS}` }, 'PUT')
  if (begun.status !== 200) throw refusedBy(who, begun.status)
  if (!isSendable(begun.text)) throw refusedBy(who, begun.status, 'without_a_token')
  const token = { 'x-aws-ec2-metadata-token': begun.text }
  const path = '/latest/meta-data/iam/security-credentials/'
  const { status, text } = await ask(path, token)
  const [role] = text.trim().split('\n')
  if (status === 404 || (status === 200 && !role))
    throw new CredentialsError('no AWS_ACCESS_KEY_ID is set, and the instance has no role')
  if (status !== 200) throw refusedBy(who, status)
  return credentialsIn(who, await ask(`${path}${encodeURIComponent(role ?? '')}`, token))
}

export interface WebIdentity {
  readonly roleArn: string
  /** Its content is replaced from time to time. */
  readonly tokenFile: string
  readonly sessionName: string
  /** Of the token service. */
  readonly endpoint: string
}

export async function askTokenService(
  { roleArn, tokenFile, sessionName, endpoint }: WebIdentity,
  { fetch, readText }: { readonly fetch: Fetch; readonly readText: ReadText },
): Promise<LentCredentials> {
  const who = 'the token service'
  const parameters = {
    ...{ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: sessionName },
    WebIdentityToken: await tokenIn(tokenFile, readText),
  }
  const { status, text } = await askForCredentials(who, fetch, {
    ...{ address: `${endpoint}/`, method: 'POST', answerMs: STS_ANSWER_MS },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  })
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = elementIn(text, 'Credentials')
  const isKey = AccessKeyId && isSendable(AccessKeyId) && SecretAccessKey && isSendable(SessionToken || ' ')
  if (status !== 200 || !isKey) {
    throw refusedBy(who, status, elementIn(text, 'Error')['Code'] ?? (status === 200 ? 'without_a_key' : undefined))
  }
  return lent({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }, SessionToken, Expiration)
}

function elementIn(text: string, name: string) {
  try {
    return elementsIn(text, name)[0] ?? {}
  } catch {
    // A proxy on the way answers with a page.
    return {}
  }
}

async function tokenIn(path: string, readText: ReadText): Promise<string> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new CredentialsError(`the file ${path} cannot be read`, { cause })
  })
  const token = text.trim()
  if (token === '' || /[\r\n]/.test(token)) throw new CredentialsError(`the file ${path} has no token in it`)
  return token
}
