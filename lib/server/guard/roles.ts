// What somebody may do who has signed in elsewhere, by the operator's rules.
import type { Grant } from '@/lib/backend/people/grants'
import type { Role } from '../people-variables'
import type { Identity } from './identity'
import type { SignedIn } from './signed-in'

/** Who is meant by no rule may nothing. */
export const createIdentify =
  (roles: readonly Role[]) =>
  (user: SignedIn): Identity => ({
    ...{ kind: 'user', id: user.id, name: user.name },
    grants: roles.filter((role) => isMeant(user, role)).map(grantOf),
  })

/** The groups that rules speak of: of others nothing is kept. */
export const groupsIn = (roles: readonly Role[], groups: readonly string[]): readonly string[] =>
  groups.filter((group) => roles.some((role) => role.group === group))

function isMeant({ id, email, groups }: SignedIn, { user, domain, group, everyone }: Role): boolean {
  if (everyone) return true
  const address = email?.toLowerCase()
  if (user !== undefined) return user === id || user.toLowerCase() === address
  if (domain !== undefined) return address?.slice(address.lastIndexOf('@') + 1) === domain.toLowerCase()
  return group !== undefined && groups.includes(group)
}

const grantOf = ({ scopes, projects }: Role): Grant => ({ scopes, projects: projects === '*' ? null : projects })
