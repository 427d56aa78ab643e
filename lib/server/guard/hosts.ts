// Names and addresses in Host and Origin headers. A page of another site can point its own name at this machine
// (DNS rebinding) but never makes a browser send a Host that is an address or `localhost`.
import { isIP } from 'node:net'

export interface Authority {
  /** Lower case; an IPv6 address without brackets. */
  readonly name: string
  readonly port: string
}

const MAX_PORT = 65_535

/** Splits `name`, `name:port`, `1.2.3.4:80`, `[::1]:80`; undefined for anything else. */
export function authorityOf(host: string): Authority | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/?#@\s]+))(?::(\d{1,5}))?$/i.exec(host)
  if (!match) return undefined
  const [, v6, name = v6 ?? '', port = ''] = match
  if ((v6 !== undefined && isIP(v6) !== 6) || Number(port) > MAX_PORT) return undefined
  return { name: name.toLowerCase().replace(/\.$/, ''), port }
}

/** Whether the name or address is a loopback one. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

export interface HostRules {
  /** The name or address that the server listens on, in lower case. */
  readonly host: string
  /** Names of a reverse proxy, in lower case: `name`, or `name:port`. */
  readonly allowedHosts: ReadonlySet<string>
}

/**
 * May a request with this Host header be answered? Addresses, loopback names and the server's own always, other names
 * when listed: `name` for any port, `name:port` for that one.
 */
export function isKnownHost(header: string, { host, allowedHosts }: HostRules): boolean {
  const authority = authorityOf(header)
  if (!authority) return false
  const { name, port } = authority
  const isOwn = name === host || isLoopback(name) || isIP(name) !== 0
  return isOwn || allowedHosts.has(name) || allowedHosts.has(`${name}:${port}`)
}
