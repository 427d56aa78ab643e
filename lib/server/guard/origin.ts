// Pages of other sites can make a browser send requests here. Browsers say where a request comes from in Origin and
// Sec-Fetch-Site; SDKs and command lines send neither and are nobody's puppet.
import { authorityOf } from './hosts'
import type { PathKind } from './paths'

export interface Sender {
  readonly method: string
  readonly host: string
  readonly origin: string | undefined
  readonly site: string | undefined
  readonly mode: string | undefined
}

export interface OriginRules {
  /** Names that a reverse proxy is known by: it may rewrite Host and leave Origin. */
  readonly allowedHosts: ReadonlySet<string>
  readonly corsOrigins: ReadonlySet<string>
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** May the wire be used from this origin's pages? */
export const isOpenTo = (kind: PathKind, origin: string | undefined, rules: OriginRules): origin is string =>
  kind === 'wire' && origin !== undefined && rules.corsOrigins.has(origin)

/** Is this a request that another site's page has our user's browser send? */
export function isForeign(kind: PathKind, sender: Sender, rules: OriginRules): boolean {
  const { method, host, origin, site, mode } = sender
  if (isOpenTo(kind, origin, rules)) return false
  const reads = safeMethods.has(method)
  // Following a link to us is fine, and so is what it loads then; reading our data from elsewhere is not.
  if (reads && (kind === 'page' || mode === 'navigate')) return false
  if (origin !== undefined) return !isSameOrigin(origin, host, rules)
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

function isSameOrigin(origin: string, host: string, { allowedHosts }: OriginRules): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  const theirs = authorityOf(url.host)
  const ours = authorityOf(host)
  if (!theirs || !ours) return false
  // The default port may be written or left out. The scheme is not compared: a proxy before us may end TLS.
  const standard = url.protocol === 'https:' ? '443' : '80'
  const same = theirs.name === ours.name && (theirs.port || standard) === (ours.port || standard)
  return same || allowedHosts.has(theirs.name) || allowedHosts.has(`${theirs.name}:${theirs.port}`)
}
