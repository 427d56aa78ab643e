// Signing in with OpenID Connect: the authorization code flow with PKCE, state and nonce. What has to be remembered
// until the browser comes back lies in a signed cookie of a few minutes.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Configuration, CustomFetch } from 'openid-client'
import * as z from 'zod'
import type { Fetch } from '@/lib/backend/fetch'
import { isLoopback } from './hosts'
import { groupsIn, type Role } from './roles'
import type { SignedIn } from './signed-in'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  /** Undefined for a public client. */
  readonly clientSecret: string | undefined
  readonly scope: string
  /** Which claim has the groups. */
  readonly groupsClaim: string
  readonly roles: readonly Role[]
  /** Signs what the browser keeps. */
  readonly key: Uint8Array
  readonly clock: () => number
  /** Loaded when the first person signs in. */
  readonly openFetch: () => Promise<Fetch>
}

export interface Oidc {
  /** How the sign-in is named on the page. */
  readonly host: string
  /** Where the browser is sent, and what it keeps until it is back. Throws when the issuer cannot be reached. */
  start(redirectUri: string, to: string): Promise<{ readonly location: string; readonly kept: string }>
  /** Who came back, and where they wanted to. Throws when that is not as it should be. */
  finish(back: {
    readonly redirectUri: string
    /** What the browser came back with, after the question mark. */
    readonly query: string
    readonly kept: string
  }): Promise<{ readonly user: SignedIn; readonly to: string }>
}

/** How long somebody may take to sign in there. */
export const SIGN_IN_SECONDS = 600
const TIMEOUT_SECONDS = 15
const MAX_NAME = 128

const kept = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), until: z.number() },
})
type Kept = z.output<typeof kept>

const claims = z.looseObject({
  sub: z.string().min(1).max(255),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
})

export function createOidc(options: OidcOptions): Oidc {
  const { issuer, scope, groupsClaim, roles, key, clock } = options
  const keeping = createKeeping(key)
  let opening: ReturnType<typeof open> | undefined
  /** Asked for once; after a failure with the next sign-in again. */
  function configured() {
    opening ??= open(options)
    opening.catch(() => (opening = undefined))
    return opening
  }

  return {
    host: new URL(issuer).host,

    async start(redirectUri, to) {
      const { client, config } = await configured()
      const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
      const location = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope, state, nonce, response_type: 'code' },
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      const until = Math.floor(clock() / 1_000) + SIGN_IN_SECONDS
      return { location: location.href, kept: keeping.write({ state, nonce, verifier, to, until }) }
    },

    async finish({ redirectUri, query, kept }) {
      const { state, nonce, verifier, to, until } = keeping.read(kept)
      if (until * 1_000 <= clock()) throw new Error('The sign-in took too long.')
      const { client, config } = await configured()
      const url = new URL(redirectUri)
      url.search = query
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await client.authorizationCodeGrant(config, url, checks)
      const told: Record<string, unknown> = { ...tokens.claims() }
      const isWhole = 'email' in told && groupsClaim in told
      if (!isWhole && config.serverMetadata().userinfo_endpoint !== undefined) {
        const subject = claims.parse(told).sub
        Object.assign(told, { ...(await client.fetchUserInfo(config, tokens.access_token, subject)), ...told })
      }
      return { to, user: userIn(told, groupsOf(told[groupsClaim]).filter(Boolean), roles) }
    },
  }
}

function userIn(told: unknown, groups: readonly string[], roles: readonly Role[]): SignedIn {
  const { sub, name, preferred_username, email, email_verified } = claims.parse(told)
  return {
    id: sub,
    name: (name ?? preferred_username ?? email ?? sub).slice(0, MAX_NAME),
    // An address that nobody has verified may be another's.
    email: email_verified === true && email !== undefined ? email : null,
    groups: groupsIn(roles, groups),
  }
}

const groupsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/[\s,]+/) : []

async function open({ issuer, clientId, clientSecret, openFetch }: OidcOptions) {
  // Only who signs in this way needs it.
  const [client, send] = await Promise.all([import('openid-client'), openFetch()])
  const address = new URL(issuer)
  // The environment allows that for this machine alone.
  const isPlain = address.protocol === 'http:' && isLoopback(address.hostname.replace(/^\[(.*)\]$/, '$1'))
  // What it sends is what any fetch takes; its types are wider.
  const ask: CustomFetch = (url, init) => send(url, init as RequestInit)
  const execute = isPlain ? [client.allowInsecureRequests] : []
  const found = await client.discovery(address, clientId, undefined, client.None(), {
    ...{ execute, timeout: TIMEOUT_SECONDS },
    [client.customFetch]: ask,
  })
  if (clientSecret === undefined) return { client, config: found }
  const metadata = found.serverMetadata()
  // Where a server does not say how, it takes the header.
  const isBasic = metadata.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true
  const auth = isBasic ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret)
  const config: Configuration = new client.Configuration(metadata, clientId, undefined, auth)
  config[client.customFetch] = ask
  config.timeout = TIMEOUT_SECONDS
  if (isPlain) client.allowInsecureRequests(config)
  return { client, config }
}

/** What the browser keeps is read by nobody else, and changed by nobody. */
function createKeeping(key: Uint8Array) {
  const signatureOf = (text: string) => createHmac('sha256', key).update(`sign-in:${text}`).digest('base64url')
  return {
    write(value: Kept): string {
      const text = Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${text}.${signatureOf(text)}`
    },
    read(value: string): Kept {
      const [text = '', signature = ''] = value.split('.')
      const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(text))]
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw new Error('The browser does not have what it was given before the sign-in.')
      }
      return kept.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    },
  }
}
