// What pages send of a connection, laid over what it was before.
import type { CreateConnectionBody, ModifyConnectionBody } from '@/lib/protocol/connection'
import { withSecretChanges } from '@/lib/backend/upstream-checks'
import type { Definition } from './definition'

const blank = {
  name: '',
  origin: 'page',
  url: '',
  apiVersion: null,
  organization: null,
  project: null,
  key: '',
  headers: {},
} as const

/** Without an id it is one that is tested and not kept. */
export const definitionFrom = (body: CreateConnectionBody, id = ''): Definition =>
  withChanges({ ...blank, id, kind: body.kind }, body)

/** With what the body names; the rest stays. */
export function withChanges(before: Definition, body: Omit<ModifyConnectionBody, 'is_default'>): Definition {
  const { name, url, api_version, organization, project } = body
  const orNull = (value: string | null | undefined, old: string | null) => (value === undefined ? old : value || null)
  return {
    ...before,
    ...withSecretChanges(before, body),
    name: name ?? before.name,
    url: url ?? before.url,
    apiVersion: orNull(api_version, before.apiVersion),
    organization: orNull(organization, before.organization),
    project: orNull(project, before.project),
  }
}
