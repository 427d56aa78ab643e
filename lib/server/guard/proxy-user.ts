// The user that a reverse proxy names in a header. Anybody can send one: it counts from the proxy's own address only.
import type { IncomingMessage } from 'node:http'
import { createTrust } from './client-address'
import { groupsIn, type Role } from './roles'
import type { SignedIn } from './signed-in'
import { single } from './single'

interface ProxyUserOptions {
  /** In lower case; without one no header names anybody. */
  readonly header: string | undefined
  /** With groups, separated by commas. */
  readonly groupsHeader: string | undefined
  readonly proxies: readonly string[]
  readonly roles: readonly Role[]
}

const MAX_LENGTH = 256

export function createProxyUser({ header, groupsHeader, proxies, roles }: ProxyUserOptions) {
  const isTrusted = createTrust(proxies)
  return ({ socket, headers }: IncomingMessage): SignedIn | undefined => {
    if (header === undefined || !isTrusted(socket.remoteAddress ?? '')) return undefined
    const id = textIn(headers[header])
    if (id === '' || id.length > MAX_LENGTH) return undefined
    const groups = groupsHeader === undefined ? '' : textIn(headers[groupsHeader])
    return {
      ...{ id, name: id, email: id.includes('@') ? id : null },
      groups: groupsIn(
        roles,
        groups.split(',').map((group) => group.trim()),
      ),
    }
  }
}

/** Node reads the bytes of a header as Latin-1, and proxies write UTF-8. */
const textIn = (value: string | readonly string[] | undefined) =>
  Buffer.from(single(value) ?? '', 'latin1')
    .toString('utf8')
    .trim()
