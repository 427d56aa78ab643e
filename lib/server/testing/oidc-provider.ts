// A small OpenID provider on loopback: it signs in whoever it is told to, and holds its clients to what they promised.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Claims {
  readonly sub: string
  readonly [name: string]: unknown
}

interface Grant {
  readonly challenge: string
  readonly redirectUri: string
  readonly nonce: string
}

export interface OidcProvider {
  readonly issuer: string
  /** Who signs in next. */
  claims: Claims
  /** What its tokens say otherwise than they should. */
  forged: Readonly<Record<string, unknown>>
  /** What only the userinfo endpoint tells. */
  userinfo: Readonly<Record<string, unknown>>
  close(): Promise<void>
}

const CLIENT = 'playground'
export const CLIENT_SECRET = 'a-secret-of-the-client'

export async function startOidcProvider(): Promise<OidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: OidcProvider = {
    ...{ issuer, claims: { sub: 'nobody' }, forged: {}, userinfo: {} },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }

  function idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const standard = { iss: issuer, aud: CLIENT, iat: now, exp: now + 60, nonce }
    const parts = [
      { alg: 'RS256', kid: 'one', typ: 'JWT' },
      { ...standard, ...provider.claims, ...provider.forged },
    ]
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await bodyOf(request))
    const grant = grants.get(form.get('code') ?? '')
    // A code is good for once.
    grants.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isClient = decodeURIComponent(basicIn(request)) === `${CLIENT}:${CLIENT_SECRET}`
    const isGranted = grant?.challenge === challenge && grant.redirectUri === form.get('redirect_uri')
    if (!isClient || !isGranted) return json(response, { error: 'invalid_grant' }, 400)
    const tokens = { access_token: 'an-access-token', token_type: 'Bearer', expires_in: 60 }
    return json(response, { ...tokens, id_token: idToken(grant.nonce) })
  }

  function authorize(query: URLSearchParams, response: ServerResponse) {
    const asked = (name: string) => query.get(name) ?? ''
    const isRight = asked('client_id') === CLIENT && asked('code_challenge_method') === 'S256' && asked('state') !== ''
    if (!isRight || !asked('scope').split(' ').includes('openid')) return response.writeHead(400).end()
    const code = randomBytes(8).toString('hex')
    const back = new URL(asked('redirect_uri'))
    grants.set(code, { challenge: asked('code_challenge'), redirectUri: back.href, nonce: asked('nonce') })
    back.search = new URLSearchParams({ code, state: asked('state'), iss: issuer }).toString()
    return response.writeHead(302, { location: back.href }).end()
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    if (pathname === '/.well-known/openid-configuration') return json(response, metadataOf(issuer))
    if (pathname === '/jwks') {
      return json(response, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      })
    }
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/userinfo') return json(response, { sub: provider.claims.sub, ...provider.userinfo })
    return pathname === '/token' ? token(request, response) : response.writeHead(404).end()
  }
  return provider
}

/** Both parts are encoded as those of a form before they are joined (RFC 6749, 2.3.1). */
const basicIn = ({ headers }: IncomingMessage) => atob(headers.authorization?.replace(/^Basic /, '') ?? '')

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
})

function json(response: ServerResponse, value: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
