// Who may use a playground that has an ACCESS_TOKEN: programs that bring it as their API key, and browsers whose user
// typed it once.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type EndedSessions, type Session, SESSION_SECONDS } from './ended-sessions'
import { createGuessLimit } from './guesses'

export interface Credentials {
  readonly address: string
  readonly authorization: string | undefined
  readonly apiKey: string | undefined
  readonly cookie: string | undefined
}

export type Admission =
  | { readonly outcome: 'admitted'; readonly sessionId?: string }
  | { readonly outcome: 'missing' | 'wrong' }
  | { readonly outcome: 'limited'; readonly seconds: number }

export interface Access {
  /** Of the session's cookie. Browsers share cookies among a host's ports: each playground has its own. */
  readonly cookieName: string
  admit(credentials: Credentials): Admission
  /** Is this key the token? Then it is admitted, however many wrong ones came; those are counted. */
  tryKey(address: string, key: string): Admission
  /** A new session's cookie value, to be given out after `tryKey` admitted somebody. */
  newSession(): string
  /** The id of the session of a Cookie header, when it holds one that is not over. */
  sessionIn(cookie: string | undefined): string | undefined
  /** Ends the session of a Cookie header, if it holds one. Throws when that cannot be kept for the next process. */
  endSession(cookie: string | undefined): void
}

/**
 * `secret` is random and kept on the server, so that a session's cookie says nothing about the token; a new token ends
 * all sessions, for both are in the key.
 */
export function createAccess(options: {
  readonly token: string
  readonly secret: Uint8Array
  readonly clock: () => number
  readonly endedSessions: EndedSessions
}): Access {
  const { token, secret, clock, endedSessions } = options
  const limit = createGuessLimit({ clock })
  const sessionKey = createHmac('sha256', secret).update(token).digest()
  const cookieName = `playground_session_${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
  const signatureOf = (id: string) => createHmac('sha256', sessionKey).update(id).digest('base64url')

  /** The session of a Cookie header, when it is signed by us and not over. */
  function sessionOf(cookie: string | undefined): Session | undefined {
    const [id = '', signature = ''] = cookieOf(cookie ?? '', cookieName)?.split('.') ?? []
    if (!isSame(signature, signatureOf(id), sessionKey)) return undefined
    const session = { id, expires: Number.parseInt(id, 10) }
    return session.expires * 1000 > clock() && !endedSessions.has(session) ? session : undefined
  }

  function tryKey(address: string, key: string): Admission {
    if (isSame(key, token, sessionKey)) return { outcome: 'admitted' }
    const seconds = limit.note(address, key)
    return seconds > 0 ? { outcome: 'limited', seconds } : { outcome: 'wrong' }
  }

  return {
    cookieName,
    tryKey,
    newSession() {
      const id = `${Math.floor(clock() / 1000) + SESSION_SECONDS}-${randomBytes(12).toString('base64url')}`
      return `${id}.${signatureOf(id)}`
    },
    sessionIn: (cookie) => sessionOf(cookie)?.id,
    endSession(cookie) {
      const session = sessionOf(cookie)
      if (session) endedSessions.end(session)
    },
    admit({ address, authorization, apiKey, cookie }) {
      const session = sessionOf(cookie)
      if (session) return { outcome: 'admitted', sessionId: session.id }
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
