// How people sign in: by what a trusted proxy says, or with OpenID Connect; and what they then may.
import * as z from 'zod'
import { isLoopback } from './guard/hosts'
import { type Role, role } from './guard/roles'
import { hasCredentials } from './printable-url'

const header = z
  .string()
  .regex(/^[\w-]+$/, 'must be the name of a header.')
  .transform((name) => name.toLowerCase())

const word = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word of plain ASCII characters.')

/** Keys and tokens pass there: only this machine is asked without encryption. */
const secureAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && isSecure(new URL(text)),
    'must be an https:// address, such as https://login.example.com.',
  )
  .refine((text) => !URL.canParse(text) || !hasCredentials(text), 'must have no user name or password in it.')

const isSecure = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')))

const EXAMPLE = '[{"domain":"example.com"},{"group":"admins","scopes":["read","run","manage"],"projects":"*"}]'

const roles = z.string().transform((text, context): readonly Role[] => {
  const read = z.array(role).min(1).safeParse(jsonIn(text))
  if (read.success) return read.data
  const at = read.error.issues[0]?.path[0]
  const which = typeof at === 'number' ? ` Its rule ${at + 1} is none.` : ''
  context.addIssue({ code: 'custom', message: `must be a JSON list of rules, such as ${EXAMPLE}.${which}` })
  return z.NEVER
})

export const peopleVariables = {
  KEEP_AUDIT_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 3650.')
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3_650, 'must be a whole number from 1 to 3650.')
    .default(365),
  OIDC_ISSUER: secureAddress.optional(),
  OIDC_CLIENT_ID: word.optional(),
  OIDC_CLIENT_SECRET: word.optional(),
  OIDC_REDIRECT_URI: secureAddress
    .refine(
      (text) => URL.canParse(text) && new URL(text).pathname.endsWith('/login/callback'),
      'must end in /login/callback.',
    )
    .optional(),
  OIDC_SCOPE: z.string().default('openid profile email'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  USER_HEADER: header.optional(),
  USER_GROUPS_HEADER: header.optional(),
  USER_ROLES: roles.optional(),
}

type PeopleVariables = z.output<z.ZodObject<typeof peopleVariables>>

interface Others extends Partial<PeopleVariables> {
  readonly TRUSTED_PROXIES: readonly string[]
}

/** Whether there is a way to sign in beside the access token. */
export const hasSignIn = ({ OIDC_ISSUER, USER_HEADER }: Partial<PeopleVariables>) =>
  (OIDC_ISSUER ?? USER_HEADER) !== undefined

/** Values that are valid by themselves and not together. */
export function peopleContradictions(environment: Others): readonly string[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, USER_HEADER, USER_GROUPS_HEADER, USER_ROLES } = environment
  const complaints: string[] = []
  if (OIDC_ISSUER !== undefined && OIDC_CLIENT_ID === undefined) {
    complaints.push('OIDC_ISSUER needs OIDC_CLIENT_ID: the name that this server is registered under there.')
  }
  if (OIDC_ISSUER === undefined && (OIDC_CLIENT_ID ?? OIDC_CLIENT_SECRET) !== undefined) {
    complaints.push('OIDC_CLIENT_ID needs OIDC_ISSUER: the address of whoever signs people in.')
  }
  if (USER_HEADER !== undefined && environment.TRUSTED_PROXIES.length === 0) {
    complaints.push('USER_HEADER needs TRUSTED_PROXIES: anybody can send a header, so only what these say is believed.')
  }
  if (USER_GROUPS_HEADER !== undefined && USER_HEADER === undefined) {
    complaints.push('USER_GROUPS_HEADER needs USER_HEADER.')
  }
  if (hasSignIn(environment) && USER_ROLES === undefined) {
    complaints.push(`USER_ROLES must say who may do what when people sign in: ${EXAMPLE}.`)
  }
  if (!hasSignIn(environment) && USER_ROLES !== undefined) {
    complaints.push('USER_ROLES needs a way to sign in: OIDC_ISSUER or USER_HEADER.')
  }
  return complaints
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
