// Who somebody is, before it is known what they ask for.
import { type Grant, ownersGrants } from '@/lib/backend/people/grants'
import type { StoredKey } from '@/lib/backend/people/keyring'
import type { Principal } from '@/lib/backend/people/principal'

export interface Identity extends Pick<Principal, 'kind' | 'id' | 'name'> {
  readonly grants: readonly Grant[]
}

/** Whoever has the access token; on loopback without one, whoever reaches the address. */
export const owner: Identity = { kind: 'owner', id: 'owner', name: 'owner', grants: ownersGrants }

export const identityOfKey = ({ id, name, project, scopes }: StoredKey): Identity => ({
  ...{ kind: 'key', id, name },
  grants: [{ projects: project === null ? null : [project], scopes }],
})
