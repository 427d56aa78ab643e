// Which address a request comes from. Behind a reverse proxy every connection comes from the proxy, which writes the
// client's address into X-Forwarded-For. Anybody can send that header, so only what trusted proxies have added is read.
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { authorityOf } from './hosts'
import { single } from './single'

export interface Hops {
  /** The other end of the connection. */
  readonly socket: string
  /** X-Forwarded-For as it came: the nearest hop stands last. */
  readonly forwarded: string | undefined
}

export const hopsOf = ({ socket, headers }: IncomingMessage): Hops => ({
  socket: socket.remoteAddress ?? '',
  forwarded: single(headers['x-forwarded-for']),
})

export type ClientAddress = (hops: Hops) => string

/** `trusted`: addresses and networks (`10.0.0.0/8`) of proxies. The result says who sent a request. */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const isTrusted = createTrust(trusted)
  return ({ socket, forwarded = '' }) => {
    let address = socket
    for (const hop of forwarded.split(',').reverse()) {
      if (!isTrusted(address)) break
      const before = addressIn(hop.trim())
      if (before === undefined) break
      address = before
    }
    return address
  }
}

/** Whether an address is one of these addresses and networks. */
export function createTrust(trusted: readonly string[]): (address: string) => boolean {
  const proxies = new BlockList()
  for (const each of trusted) addNetwork(proxies, each)
  return (address) => isIP(address) !== 0 && proxies.check(address, familyOf(address))
}

/** `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Adds what `isNetwork` takes. */
export function addNetwork(list: BlockList, network: string) {
  const [address = '', bits] = network.split('/')
  if (bits === undefined) list.addAddress(address, familyOf(address))
  else list.addSubnet(address, Number(bits), familyOf(address))
}

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Some proxies write the port too. */
function addressIn(hop: string): string | undefined {
  const address = isIP(hop) === 0 ? authorityOf(hop)?.name : hop
  return address !== undefined && isIP(address) !== 0 ? address : undefined
}
