// Which proxy a request takes, by the variables that curl and others obey.
import { BlockList, isIP } from 'node:net'
import { addNetwork, isNetwork } from './guard/client-address'
import { isLoopback } from './guard/hosts'

export interface ProxySettings {
  /** For addresses that begin with `http://`. */
  readonly http?: string | undefined
  /** For addresses that begin with `https://`. */
  readonly https?: string | undefined
  /** Hosts that are asked directly: see docs/configuration.md. */
  readonly except: readonly string[]
}

/** The proxy of a request to this address; undefined where it goes directly. This machine is always asked directly. */
export function createProxyChoice({ http, https, except }: ProxySettings): (address: URL) => string | undefined {
  const isExcepted = createExceptions(except)
  return (address) => {
    const host = address.hostname.replace(/^\[(.*)\]$/, '$1')
    const proxy = address.protocol === 'https:' ? https : http
    return isLoopback(host) || isExcepted({ host, port: portOf(address) }) ? undefined : proxy
  }
}

interface Target {
  readonly host: string
  readonly port: string
}

function createExceptions(entries: readonly string[]): (target: Target) => boolean {
  const networks = new BlockList()
  for (const entry of entries.filter(isNetwork)) addNetwork(networks, entry)
  const names = entries.filter((entry) => !isNetwork(entry)).map(nameIn)
  return ({ host, port }) => {
    const family = isIP(host)
    if (family !== 0 && networks.check(host, family === 4 ? 'ipv4' : 'ipv6')) return true
    return names.some((entry) => {
      if (entry.port !== undefined && entry.port !== port) return false
      return entry.name === '*' || host === entry.name || host.endsWith(`.${entry.name}`)
    })
  }
}

/** `example.com`, `.example.com` and `*.example.com` all mean the name and all below it. */
function nameIn(entry: string) {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  return { name: name === '*' ? name : name.replace(/^\*?\./, ''), port }
}

const portOf = ({ protocol, port }: URL) => port || (protocol === 'https:' ? '443' : '80')
