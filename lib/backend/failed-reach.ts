import type { Found, ReachFailure } from '@/lib/protocol/connection'
import { ProxyFailure } from './proxy-failure'
import { reachFailureOf } from './reach-failure'
import { RefusedAddress } from './refused-address'

interface FailedReach extends Pick<Found, 'reason' | 'words'> {
  readonly step: 'address' | 'connect' | 'tls'
  /** In words for the reader. */
  readonly detail: string
}

/** Which step a request failed at that got no answer from the server at this address. */
export function failedReach(error: unknown, url: string): FailedReach {
  const { host, hostname, port } = new URL(url)
  if (error instanceof RefusedAddress) return { step: 'address', reason: 'refused_address', detail: error.message }
  if (error instanceof ProxyFailure) {
    return { step: 'connect', reason: 'proxy', words: error.message, detail: error.message }
  }
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  const reason = isTimeout ? 'silent' : reachFailureOf(error)
  if (reason === undefined) return { step: 'connect', reason: 'unreachable', detail: `${host} cannot be reached.` }
  const details: Readonly<Record<ReachFailure, string>> = {
    refused: `${host} refuses connections: nothing listens there.`,
    unknown_name: `The name ${hostname} is not known.`,
    silent: `${host} did not answer in time.`,
    closed: `${host} closed the connection without an answer.`,
    no_way: `The network has no way to ${host}.`,
    certificate: wordsOf(error),
    port: `Port ${port} belongs to another service and is never asked.`,
    no_http: `${host} answered with something that is not HTTP.`,
  }
  const step = reason === 'certificate' ? 'tls' : reason === 'port' ? 'address' : 'connect'
  return { step, reason, detail: details[reason], ...(reason === 'certificate' && { words: details.certificate }) }
}

/** Of a certificate only these say what is wrong. */
function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}
