// Pages of other sites, and of other ports of this machine, can make a browser send requests here with our cookie:
// SameSite ignores ports. Browsers say where a request comes from in Origin and Sec-Fetch-Site; SDKs and command-line
// tools send neither.
import { authorityOf, isLoopback } from './hosts'
import type { PathKind } from './paths'

export interface Sender {
  readonly method: string
  readonly host: string
  readonly origin: string | undefined
  readonly site: string | undefined
  readonly mode: string | undefined
}

export interface OriginRules {
  /** Names that a reverse proxy is known by: it may rewrite Host and leave Origin. `name`, or `name:port`. */
  readonly allowedHosts: ReadonlySet<string>
  readonly corsOrigins: ReadonlySet<string>
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether pages of this origin may use the wire. */
export const isOpenTo = (kind: PathKind, origin: string | undefined, rules: OriginRules): origin is string =>
  kind === 'wire' && origin !== undefined && rules.corsOrigins.has(origin)

/** Whether a page of another site made the user's browser send this request. */
export function isForeign(kind: PathKind, sender: Sender, rules: OriginRules): boolean {
  const { method, host, origin, site, mode } = sender
  if (isOpenTo(kind, origin, rules)) return false
  const reads = safeMethods.has(method)
  // Following a link to us is fine, and so is what it loads then; reading our data from elsewhere is not.
  if (reads && (kind === 'page' || mode === 'navigate')) return false
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && !isOwn(origin, host, rules.allowedHosts)
}

const standardPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

function isOwn(origin: string, host: string, allowedHosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  const theirs = authorityOf(url.host)
  const ours = authorityOf(host)
  const standard = standardPorts[url.protocol]
  if (!theirs || !ours || standard === undefined) return false
  // The default port may be written or left out. The scheme is not compared: a proxy before us may end TLS.
  const port = theirs.port || standard
  if (theirs.name === ours.name && port === (ours.port || standard)) return true
  // A proxy may rewrite Host, and then it is known by its name and the standard port, or by the port that is listed.
  // One on this machine is to pass Host on: every program here can listen on another port of a loopback address.
  if (isLoopback(theirs.name)) return false
  if (allowedHosts.has(`${theirs.name}:${port}`)) return true
  return theirs.name !== ours.name && port === standard && allowedHosts.has(theirs.name)
}
