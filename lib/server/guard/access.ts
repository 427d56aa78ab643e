// Who may use a playground: programs that bring the access token or an API key, and browsers whose user typed one of
// them, or signed in elsewhere. Without a token on loopback everybody may, and keys narrow what they are brought for.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { KEY_PREFIX } from '@/lib/backend/people/keyring'
import type { EndedSessions } from './ended-sessions'
import { createGuessLimit, noteEverywhere } from './guesses'
import { type Identity, identityOfKey, owner } from './identity'
import type { PeopleHere } from './people-here'
import { createSessionTokens, type SessionOf } from './session-tokens'
import type { SignedIn } from './signed-in'

export interface Credentials {
  readonly address: string
  readonly authorization: string | undefined
  readonly apiKey: string | undefined
  readonly cookie: string | undefined
  /** Whom a trusted proxy names. */
  readonly user?: SignedIn | undefined
}

export type Admission =
  | { readonly outcome: 'admitted'; readonly identity: Identity; readonly sessionId?: string }
  | { readonly outcome: 'missing' }
  /** `everywhere`: what it is when other instances have counted it, too. */
  | { readonly outcome: 'wrong'; readonly everywhere?: Promise<Refused> }
  /** It cannot be known yet: whoever it is may be told so, and nothing else. */
  | { readonly outcome: 'starting' }
  | { readonly outcome: 'limited'; readonly seconds: number }

type Refused = { readonly outcome: 'wrong' } | { readonly outcome: 'limited'; readonly seconds: number }

/** What it is in the end. */
export const settled = async (admission: Admission): Promise<Admission> =>
  (admission.outcome === 'wrong' && (await admission.everywhere)) || admission

export interface Access {
  /** Of the session's cookie. Browsers share cookies among a host's ports: each playground has its own. */
  readonly cookieName: string
  /** Whether there is a token that could be typed. */
  readonly hasToken: boolean
  admit(credentials: Credentials): Admission
  /** Is this the token, or a key? Then it is admitted, however many wrong ones came; those are counted. */
  tryKey(address: string, key: string): Admission
  /** A new session's cookie value, to be given out after somebody was admitted. */
  newSession(of: SessionOf): string
  /** The session of a Cookie header, when it holds one that is not over. */
  sessionIn(cookie: string | undefined): { readonly id: string; readonly identity: Identity } | undefined
  /** Whether the session of this id has ended, or its time is over. */
  isOver(sessionId: string): boolean
  /** Ends the session of a Cookie header, if it holds one. Throws when that cannot be kept for the next process. */
  endSession(cookie: string | undefined): void
}

export interface AccessOptions {
  /** Without one only keys and sign-ins lead in. */
  readonly token: string | undefined
  readonly secret: Uint8Array
  readonly clock: () => number
  readonly endedSessions: EndedSessions
  readonly here: Pick<PeopleHere, 'people'>
  readonly report: (message: string, error: unknown) => void
  /** What those may who signed in elsewhere. */
  readonly identify: (user: SignedIn) => Identity
}

/**
 * `secret` is random and kept on the server, so that a session's cookie says nothing about the token; a new token ends
 * all sessions, for both are in the key.
 */
export function createAccess(options: AccessOptions): Access {
  const { token, secret, clock, here, identify } = options
  const limit = createGuessLimit({ clock })
  const sessionKey = createHmac('sha256', secret)
    .update(token ?? 'without a token')
    .digest()
  const sessions = createSessions(options, sessionKey)

  function tryKey(address: string, key: string): Admission {
    if (token !== undefined && isSame(key, token, sessionKey)) return { outcome: 'admitted', identity: owner }
    if (key.startsWith(KEY_PREFIX)) {
      if (!here.people) return { outcome: 'starting' }
      const found = here.people.keys.find(key)
      if (found) return { outcome: 'admitted', identity: identityOfKey(found) }
    }
    const refused = (seconds: number): Refused => (seconds > 0 ? { outcome: 'limited', seconds } : { outcome: 'wrong' })
    const isNew = !limit.isKnown(address, key)
    const own = refused(limit.note(address, key))
    // The database is asked once for each key, however often it comes.
    const isAsked = isNew && own.outcome === 'wrong'
    const everywhere = isAsked ? noteEverywhere(address, key, { ...options, secret: sessionKey }) : undefined
    return everywhere ? { outcome: 'wrong', everywhere: everywhere.then(refused) } : own
  }

  return {
    ...sessions,
    hasToken: token !== undefined,
    tryKey,
    admit({ address, authorization, apiKey, cookie, user }) {
      const session = sessions.admit(cookie)
      if (session) return session
      const key = apiKey ?? bearerOf(authorization)
      const admission: Admission = key === undefined ? { outcome: 'missing' } : tryKey(address, key)
      if (admission.outcome === 'admitted' || !user) return admission
      return { outcome: 'admitted', identity: identify(user) }
    },
  }
}

function createSessions({ token, secret, clock, endedSessions, here, identify }: AccessOptions, key: Uint8Array) {
  const cookieName = `playground_session_${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
  const tokens = createSessionTokens({ key, clock, isEnded: endedSessions.has })
  const sessionOf = (cookie: string | undefined) => tokens.read(cookieOf(cookie ?? '', cookieName) ?? '')

  /** Undefined where whoever it is of may come no more. */
  function identityOf(of: SessionOf): Identity | undefined {
    if (of.kind === 'owner') return token === undefined ? undefined : owner
    if (of.kind === 'user') return identify(of.user)
    const found = here.people?.keys.standing(of.id)
    return found && identityOfKey(found)
  }

  return {
    cookieName,
    newSession: tokens.create,
    sessionIn(cookie: string | undefined) {
      const session = sessionOf(cookie)
      const identity = session && identityOf(session.of)
      return identity && { id: session.id, identity }
    },
    isOver: tokens.isOver,
    endSession(cookie: string | undefined) {
      const session = sessionOf(cookie)
      if (session) endedSessions.end(session)
    },
    admit(cookie: string | undefined): Admission | undefined {
      const session = sessionOf(cookie)
      if (!session) return undefined
      if (session.of.kind === 'key' && !here.people) return { outcome: 'starting' }
      const identity = identityOf(session.of)
      return identity && { outcome: 'admitted', identity, sessionId: session.id }
    },
  }
}

/**
 * Where everybody may come: what looks like one of our keys counts as one, and any other text is ignored, so that
 * SDKs, which want some key, go on with theirs.
 */
export function admitOpenly(
  { authorization, apiKey }: Pick<Credentials, 'authorization' | 'apiKey'>,
  { people }: Pick<PeopleHere, 'people'>,
): Admission {
  const key = apiKey ?? bearerOf(authorization)
  if (!key?.startsWith(KEY_PREFIX)) return { outcome: 'admitted', identity: owner }
  if (!people) return { outcome: 'starting' }
  const found = people.keys.find(key)
  return found ? { outcome: 'admitted', identity: identityOfKey(found) } : { outcome: 'wrong' }
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
