// Slows down attempts to guess the access token. It counts different wrong keys: a client that repeats one wrong key
// learns nothing. The right key always passes, however many wrong ones came before it.
import { createHash, createHmac } from 'node:crypto'
import type { PeopleHere } from './people-here'
import { isIP, SocketAddress } from 'node:net'

export interface GuessLimit {
  /** Notes a wrong key. The result says for how many seconds its sender is to wait: 0 within the limit. */
  note(address: string, key: string): number
  /** Whether this key came from that network in the last minute: it tells nothing new. */
  isKnown(address: string, key: string): boolean
}

const WINDOW_MS = 60_000
const MAX_GUESSES = 10
const MAX_NETWORKS = 10_000

export function createGuessLimit(options: { readonly clock: () => number }): GuessLimit {
  /** When each wrong key of a network was last seen, oldest first, by digest. */
  const networks = new Map<string, Map<string, number>>()

  function recent(network: string): Map<string, number> {
    const guesses = networks.get(network) ?? new Map<string, number>()
    const since = options.clock() - WINDOW_MS
    for (const [digest, at] of guesses) if (at <= since) guesses.delete(digest)
    return guesses
  }

  return {
    isKnown: (address, key) => recent(networkOf(address)).has(digestOf(key)),

    note(address, key) {
      const network = networkOf(address)
      const guesses = recent(network)
      const digest = digestOf(key)
      if (!guesses.has(digest) && guesses.size >= MAX_GUESSES) {
        const [oldest = 0] = guesses.values()
        return Math.max(1, Math.ceil((oldest + WINDOW_MS - options.clock()) / 1000))
      }
      guesses.delete(digest)
      guesses.set(digest, options.clock())
      networks.delete(network)
      networks.set(network, guesses)
      const [first] = networks.keys()
      if (networks.size > MAX_NETWORKS && first !== undefined) networks.delete(first)
      return 0
    },
  }
}

const digestOf = (key: string) => createHash('sha256').update(key).digest('base64')

interface Everywhere {
  readonly here: Pick<PeopleHere, 'people'>
  /** The same for all instances, and known to nobody else: what is stored tells nothing of a key. */
  readonly secret: Uint8Array
  readonly report: (message: string, error: unknown) => void
}

/**
 * The same for all instances over one database together. Undefined where there is but one. While the database cannot be
 * reached each counts for itself.
 */
export function noteEverywhere(address: string, key: string, { here, secret, report }: Everywhere) {
  const digest = createHmac('sha256', secret).update(key).digest('base64')
  return here.people
    ?.noteWrongKey?.({ network: networkOf(address), digest, windowMs: WINDOW_MS, most: MAX_GUESSES })
    .then(
      (ms) => (ms > 0 ? Math.max(1, Math.ceil(ms / 1000)) : 0),
      (error: unknown) => {
        report('A wrong key could not be counted for all instances.', error)
        return 0
      },
    )
}

/** The IPv4 address or the IPv6 /64, which one household has, in one spelling. */
function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1)
  if (isIP(bare) !== 6) return address
  const spelt = new SocketAddress({ address: bare, family: 'ipv6' }).address
  const [, ipv4] = /^::ffff:([\d.]+)$/.exec(spelt) ?? []
  if (ipv4 !== undefined) return ipv4
  const [head = [], tail] = spelt.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])].slice(0, 4).join(':')
}
