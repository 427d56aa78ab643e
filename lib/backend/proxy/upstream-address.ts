import type { ProxiedKind } from '@/lib/protocol/connection'

export interface UpstreamPlace {
  readonly kind: ProxiedKind
  /** Its base URL, or Azure's or Foundry's endpoint. */
  readonly url: string
  readonly apiVersion?: string | null | undefined
}

/** What stands between the base and the path of the wire; not twice, for many copy an address with it. */
const bases: Readonly<Record<ProxiedKind, string>> = { openai: '', azure: '/openai', foundry: '', playground: '/v1' }

/** The version that is asked for where the connection names none: the first with this wire, and Foundry's only one. */
const defaultVersions: Readonly<Partial<Record<ProxiedKind, string>>> = { azure: '2024-05-01-preview', foundry: 'v1' }

/** The upstream's address for a path of the wire, `/threads/thread_1?limit=5`. */
export function upstreamAddress({ kind, url, apiVersion }: UpstreamPlace, { pathname, search }: URL): URL {
  const address = new URL(url)
  const base = address.pathname.replace(/\/+$/, '')
  const middle = base.endsWith(bases[kind]) ? '' : bases[kind]
  address.pathname = `${base}${middle}${pathname}`
  address.search = search
  address.hash = ''
  // Clients of Azure's send one whatever stands behind; the connection's counts.
  address.searchParams.delete('api-version')
  const version = apiVersion ?? defaultVersions[kind]
  if (defaultVersions[kind] !== undefined && version !== undefined) address.searchParams.set('api-version', version)
  return address
}
