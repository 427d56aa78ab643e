// Who may use a playground that has an ACCESS_TOKEN: programs that bring it as their API key, and browsers whose user
// typed it once.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createGuessLimit } from './guesses'

export interface Credentials {
  readonly address: string
  readonly authorization: string | undefined
  readonly apiKey: string | undefined
  readonly cookie: string | undefined
}

export type Admission =
  | { readonly outcome: 'admitted' }
  | { readonly outcome: 'missing' | 'wrong' }
  | { readonly outcome: 'limited'; readonly seconds: number }

export interface Access {
  /** Of the session's cookie. Browsers share cookies among a host's ports: each playground has its own. */
  readonly cookieName: string
  admit(credentials: Credentials): Admission
  /** Is this key the token? Wrong ones are counted. */
  tryKey(address: string, key: string): Admission
  /** A new session's cookie value, to be given out after `tryKey` admitted somebody. */
  newSession(): string
}

export const SESSION_SECONDS = 30 * 24 * 3600

/**
 * `secret` is random and kept on the server, so that a session's cookie says nothing about the token; a new token ends
 * all sessions, for both are in the key.
 */
export function createAccess(options: {
  readonly token: string
  readonly secret: Uint8Array
  readonly clock: () => number
}): Access {
  const { token, secret, clock } = options
  const limit = createGuessLimit({ clock })
  const sessionKey = createHmac('sha256', secret).update(token).digest()
  const cookieName = `playground_session_${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
  const signatureOf = (expires: string) => createHmac('sha256', sessionKey).update(expires).digest('base64url')
  const isToken = (key: string) => isSame(key, token, sessionKey)

  function isSession(cookie: string): boolean {
    const [expires = '', signature = ''] = cookie.split('.')
    return isSame(signature, signatureOf(expires), sessionKey) && Number(expires) * 1000 > clock()
  }

  function tryKey(address: string, key: string): Admission {
    const seconds = limit.waitFor(address)
    if (seconds > 0) return { outcome: 'limited', seconds }
    if (isToken(key)) return { outcome: 'admitted' }
    limit.note(address, key)
    return { outcome: 'wrong' }
  }

  return {
    cookieName,
    tryKey,
    newSession() {
      const expires = String(Math.floor(clock() / 1000) + SESSION_SECONDS)
      return `${expires}.${signatureOf(expires)}`
    },
    admit({ address, authorization, apiKey, cookie }) {
      const session = cookie === undefined ? undefined : cookieOf(cookie, cookieName)
      if (session !== undefined && isSession(session)) return { outcome: 'admitted' }
      const key = apiKey ?? bearerOf(authorization)
      return key === undefined ? { outcome: 'missing' } : tryKey(address, key)
    },
  }
}

const bearerOf = (authorization: string | undefined) => /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]

/** The named cookie's value in a Cookie header. */
export function cookieOf(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** Takes the same time whatever is different, length included: digests are compared. */
function isSame(given: string, wanted: string, key: Uint8Array): boolean {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
