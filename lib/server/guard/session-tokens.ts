// A session is a signed cookie and is not stored: when it expires, an id of its own, whose it is, and the signature.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { type Session, SESSION_SECONDS } from './ended-sessions'
import type { SignedIn } from './signed-in'

/** Groups of who signed in elsewhere may change there: such a session ends sooner. */
export const USER_SESSION_SECONDS = 12 * 3_600

const whose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), id: z.string() }),
  z.object({
    kind: z.literal('user'),
    user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), groups: z.array(z.string()) }),
  }),
])

/** Whose a session is. */
export type SessionOf =
  | { readonly kind: 'owner' }
  | { readonly kind: 'key'; readonly id: string }
  | { readonly kind: 'user'; readonly user: SignedIn }

interface SessionTokensOptions {
  readonly key: Uint8Array
  readonly clock: () => number
  readonly isEnded: (session: Session) => boolean
}

export function createSessionTokens({ key, clock, isEnded }: SessionTokensOptions) {
  const sessionOf = (id: string): Session => ({ id, expires: Number.parseInt(id, 10) })
  const isOver = (session: Session) => session.expires * 1000 <= clock() || isEnded(session)
  const signatureOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    create(of: SessionOf): string {
      const seconds = of.kind === 'user' ? USER_SESSION_SECONDS : SESSION_SECONDS
      const id = `${Math.floor(clock() / 1000) + seconds}-${randomBytes(12).toString('base64url')}`
      // The owner's has two parts, as it had before there were others.
      const text = of.kind === 'owner' ? id : `${id}.${Buffer.from(JSON.stringify(of)).toString('base64url')}`
      return `${text}.${signatureOf(text)}`
    },

    /** Of the session of an id that was signed by us. */
    isOver: (id: string) => isOver(sessionOf(id)),

    /** Undefined for what is not signed by us, or over. */
    read(value: string): (Session & { readonly of: SessionOf }) | undefined {
      const parts = value.split('.')
      const signature = parts.pop() ?? ''
      const [id = '', payload] = parts
      if (!isEqual(signature, signatureOf(parts.join('.')))) return undefined
      const session = sessionOf(id)
      if (isOver(session)) return undefined
      if (payload === undefined) return { ...session, of: { kind: 'owner' } }
      return { ...session, of: whose.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())) }
    },
  }
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
