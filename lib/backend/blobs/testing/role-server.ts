// Whoever gives the credentials of roles, in one server for tests: a container's agent, the metadata service of an
// instance, and a token service.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { KEYS } from './bucket-server'

const METADATA_TOKEN = 'for-this-session'
const ROLE = 'the role'
export const EXPIRATION = '2100-01-01T00:00:00Z'

/** What is told to nobody but whoever signs. */
export const SESSION = 'session-token-of-tests'

interface Answer {
  readonly status: number
  readonly text: string
}

export async function startRoleServer() {
  const asked: string[] = []
  let instead: (Answer & { readonly path: string }) | undefined
  let count = 0

  async function answer(request: IncomingMessage, response: ServerResponse) {
    let body = ''
    for await (const piece of request) body += String(piece)
    const { method, url, headers } = request
    asked.push([method, url, headers.authorization, body].filter(Boolean).join(' '))
    const other = instead && url?.startsWith(instead.path) ? instead : undefined
    const { status, text } = other ?? answerOf(request, () => `${SESSION}-${(count += 1)}`)
    response.writeHead(status).end(text)
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Answers everything below a path so from now on. */
    answerInstead: (answer: Answer, path = '/') => void (instead = { ...answer, path }),
  }
}

const ok = (text: string): Answer => ({ status: 200, text })
const refused = (status: number): Answer => ({ status, text: '' })

function answerOf({ method, url = '', headers }: IncomingMessage, session: () => string): Answer {
  if (url === '/latest/api/token') {
    const isAsked = method === 'PUT' && headers['x-aws-ec2-metadata-token-ttl-seconds']
    return isAsked ? ok(METADATA_TOKEN) : refused(405)
  }
  if (url.startsWith('/latest/') && headers['x-aws-ec2-metadata-token'] !== METADATA_TOKEN) return refused(401)
  if (url === '/latest/meta-data/iam/security-credentials/') return ok(`${ROLE}\n`)
  if (method === 'POST') return ok(xml(session()))
  const key = { AccessKeyId: KEYS.accessKeyId, SecretAccessKey: KEYS.secretAccessKey }
  return ok(JSON.stringify({ Code: 'Success', ...key, Token: session(), Expiration: EXPIRATION }))
}

const xml = (session: string) => `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn</Arn></AssumedRoleUser><Credentials>
    <AccessKeyId>${KEYS.accessKeyId}</AccessKeyId><SecretAccessKey>${KEYS.secretAccessKey}</SecretAccessKey>
    <SessionToken>${session}</SessionToken><Expiration>${EXPIRATION}</Expiration>
  </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
