// The hosts that the operator lets rules ask: `api.example.com`, `127.0.0.1:4000`, `*.example.com`, or `*` for all.

/** Without a port: the usual one of HTTP or HTTPS. */
const usual = new Set(['80', '443'])

/** Is the address on one of these hosts? */
export function isAllowedHost(url: URL, hosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return hosts.some((entry) => {
    if (entry === '*') return true
    const { name, port: only } = partsOf(entry)
    const isPort = only === undefined ? usual.has(port) : only === port
    return isPort && isNamed(url.hostname.toLowerCase(), name)
  })
}

const isNamed = (host: string, name: string) =>
  name.startsWith('*.') ? host.endsWith(name.slice(1)) && host.length > name.length - 1 : host === name

function partsOf(entry: string): { readonly name: string; readonly port: string | undefined } {
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  // An address of version 6 has colons of its own and stands in brackets.
  return entry.startsWith('[') && !entry.includes(']:')
    ? { name: entry.toLowerCase(), port: undefined }
    : { name, port }
}

/** What stands before the path. */
const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i

/** The host of an address, as far as it is one, that rules may not ask; undefined where they may, or there is none. */
export function refusedHost(address: string, hosts: readonly string[]): string | undefined {
  const before = origin.exec(address.trim())?.[0] ?? ''
  const url = URL.canParse(before) ? new URL(before) : undefined
  return url && url.host !== '' && !isAllowedHost(url, hosts) ? url.host : undefined
}
