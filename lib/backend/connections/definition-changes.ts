// What pages send of a connection, laid over what it was before.
import type { CreateConnectionBody, ModifyConnectionBody } from '@/lib/protocol/connection'
import { badRequest } from '@/lib/protocol/error'
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
  const { name, url, key, headers = {}, api_version, organization, project } = body
  const kept = Object.entries({ ...before.headers, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  const orNull = (value: string | null | undefined, old: string | null) => (value === undefined ? old : value || null)
  return {
    ...before,
    name: name ?? before.name,
    url: url ?? before.url,
    key: key === undefined ? before.key : (key ?? ''),
    headers: Object.fromEntries(kept),
    apiVersion: orNull(api_version, before.apiVersion),
    organization: orNull(organization, before.organization),
    project: orNull(project, before.project),
  }
}

/**
 * Secrets are for the server that they were entered for: who changes the address to another one's enters them again.
 * Else whoever may open this page could have them sent wherever they like.
 */
export function requireSecretsFor(before: Definition, { url = before.url, key, headers = {} }: ModifyConnectionBody) {
  if (new URL(url).origin === new URL(before.url).origin) return
  const isKeyGiven = before.key === '' || key !== undefined
  const keptHeader = Object.keys(before.headers).find((name) => !(name in headers))
  if (isKeyGiven && keptHeader === undefined) return
  const param = isKeyGiven ? `headers.${keptHeader}` : 'key'
  throw badRequest(`The address is on another server: enter '${param}' again, it was meant for the one before.`, {
    param,
    code: 'missing_required_parameter',
  })
}
