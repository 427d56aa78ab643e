// Clients and proxies write the same request in different ways. Here it is brought into one form, so that the guard,
// Next and the backend judge the same request, and the wire answers paths that Next would redirect.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { kindOf, missingBase } from './paths'

const ABSOLUTE = /^https?:\/\/([^/?#]*)/i

/** The headers by which Next recognizes requests of its own router; routes of the wire do not need them. */
const routersOwn = /^(?:rsc|next-.+|x-nextjs-.+)$/

/**
 * Writes the target as a path: an absolute one, as proxies get it, without its origin, which then counts as Host
 * (RFC 9112, 3.2.2). Paths of the wire and of the API lose doubled slashes and those at their end.
 */
export function normalizeRequest(request: IncomingMessage) {
  const { url = '', headers } = request
  const [origin, authority] = ABSOLUTE.exec(url) ?? []
  if (origin !== undefined) headers.host = authority
  const target = origin === undefined ? url : url.slice(origin.length).replace(/^(?!\/)/, '/')
  const mark = target.indexOf('?')
  const [path, query] = mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)]
  const plain = path
    .replaceAll(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '')
    .replaceAll('\\', '%5C')
  const kind = kindOf(plain)
  const isPage = kind !== 'wire' && kind !== 'api'
  request.url = (isPage && missingBase(plain) === undefined ? path : plain) + query
  if (!isPage) removeRoutersOwn(headers)
}

function removeRoutersOwn(headers: IncomingHttpHeaders) {
  for (const name of Object.keys(headers)) if (routersOwn.test(name)) delete headers[name]
}
