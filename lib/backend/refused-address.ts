// Addresses that nothing is ever sent to, whoever names them: link-local networks, and the services of clouds that give
// a machine's credentials to whoever asks from it. The bucket's own are asked for past this, and nothing else.
import { BlockList, isIP } from 'node:net'

/** A request would have gone to an address that is refused. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress'
  constructor(
    /** The host as it was named. */
    readonly host: string,
  ) {
    super(`${host} is a link-local address or a cloud's metadata service; nothing is sent there.`)
  }
}

const refused = new BlockList()
refused.addSubnet('169.254.0.0', 16, 'ipv4')
refused.addSubnet('fe80::', 10, 'ipv6')
// Amazon's over IPv6, Alibaba's and Azure's.
refused.addAddress('fd00:ec2::254', 'ipv6')
refused.addAddress('100.100.100.200', 'ipv4')
refused.addAddress('168.63.129.16', 'ipv4')
// Link-local behind NAT64 and 6to4.
refused.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')
refused.addSubnet('2002:a9fe::', 32, 'ipv6')

const refusedName = /^(?:metadata|metadata\.google\.internal|instance-data)\.?$/i

/** Is it refused as it stands: an address, or a name that is known? What a name resolves to is asked again. */
export function isRefusedHost(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '')
  const family = isIP(plain)
  return family === 0 ? refusedName.test(plain) : refused.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}
