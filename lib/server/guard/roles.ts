// What somebody may do who has signed in elsewhere, by the operator's rules.
import * as z from 'zod'
import type { Grant } from '@/lib/backend/people/grants'
import { scopes } from '@/lib/protocol/people'
import type { Identity } from './identity'
import type { SignedIn } from './signed-in'

export const role = z
  .strictObject({
    user: z.string().min(1).optional(),
    domain: z.string().min(1).optional(),
    group: z.string().min(1).optional(),
    everyone: z.literal(true).optional(),
    scopes: z.array(z.enum(scopes)).min(1).default(['read', 'run']),
    projects: z.union([z.literal('*'), z.array(z.string().min(1)).min(1)]).default(['default']),
  })
  .refine(({ user, domain, group, everyone }) => [user, domain, group, everyone].filter(Boolean).length === 1)

/** Whom a rule is about, and what they may where. */
export type Role = Readonly<z.output<typeof role>>

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
