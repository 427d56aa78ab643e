// The ways in, as the environment has them: the access token and keys, a proxy's word, OpenID Connect.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DataFolder } from './data-folder'
import type { Environment } from './environment'
import { createAccess } from './guard/access'
import { createClientAddress } from './guard/client-address'
import { createEndedEverywhere } from './guard/ended-everywhere'
import { type EndedSessions, openEndedSessions } from './guard/ended-sessions'
import type { Entrance } from './guard/guard'
import { createLogin } from './guard/login'
import { createLoginPages } from './guard/login-page'
import { createOidc } from './guard/oidc'
import type { PeopleHere } from './guard/people-here'
import { createProxyUser } from './guard/proxy-user'
import { createIdentify } from './guard/roles'
import type { SessionAnswers } from './guard/session-answers'
import type { InstanceKeys } from './instance-keys'
import { ownFile } from './own-file'
import { hasSignIn } from './people-variables'

interface EntranceOf {
  readonly environment: Environment
  /** Random bytes of the server's own, which sessions are signed with. */
  readonly secret: Uint8Array
  readonly endedSessions: EndedSessions
  readonly clock: () => number
  readonly here: PeopleHere
  readonly answers: SessionAnswers
  /** The folder of the catalogue. */
  readonly messages: string
}

interface EntranceFrom extends Omit<EntranceOf, 'secret' | 'endedSessions' | 'clock'> {
  readonly folder: Pick<DataFolder, 'path'>
  readonly keys: Pick<InstanceKeys, 'sessions'>
}

/** Undefined where everybody who reaches the address is admitted. */
export function entranceFrom({ folder, keys, ...parts }: EntranceFrom): Entrance | undefined {
  if (isOpen(parts.environment)) return undefined
  const endedSessions =
    parts.environment.DATABASE_URL === undefined
      ? openEndedSessions({ file: ownFile(join(folder.path, 'ended-sessions.json')), clock: Date.now })
      : createEndedEverywhere({ here: parts.here, report })
  return entranceOf({ ...parts, secret: keys.sessions(), endedSessions, clock: Date.now })
}

const report = (message: string, error: unknown) => console.error(message, error)

const isOpen = (environment: Environment) => environment.ACCESS_TOKEN === undefined && !hasSignIn(environment)

/** The same with all that it needs handed in. */
export function entranceOf({ environment, secret, clock, here, answers, ...parts }: EntranceOf): Entrance | undefined {
  if (isOpen(environment)) return undefined
  const { ACCESS_TOKEN: token, TRUSTED_PROXIES: proxies, USER_ROLES: roles = [] } = environment
  const identify = createIdentify(roles)
  const { endedSessions } = parts
  const access = createAccess({ token, secret, clock, endedSessions, here, identify, report })
  const { USER_HEADER: header, USER_GROUPS_HEADER: groupsHeader } = environment
  const clientAddress = createClientAddress(proxies)
  return {
    ...{ access, clientAddress },
    login: createLogin({
      ...{ access, clientAddress, answers, audit: here.audit, drawPage: createLoginPages(parts.messages) },
      oidc: oidcFrom(environment, { secret, clock }),
    }),
    userOf: createProxyUser({ header, groupsHeader, proxies, roles }),
  }
}

function oidcFrom(environment: Environment, { secret, clock }: Pick<EntranceOf, 'secret' | 'clock'>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment
  if (issuer === undefined || clientId === undefined) return undefined
  const { OIDC_SCOPE: scope, OIDC_GROUPS_CLAIM: groupsClaim, USER_ROLES: roles = [] } = environment
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = environment
  const oidc = createOidc({
    ...{ issuer, clientId, clientSecret, scope, groupsClaim, roles, clock },
    key: createHash('sha256').update(secret).update('sign-in').digest(),
    openFetch: async () => (await import('./outbound-fetch')).createOutboundFetch({ http, https, except }),
  })
  return { oidc, redirectUri: environment.OIDC_REDIRECT_URI }
}
