import { ProxyFailure } from './proxy-failure'
import { RefusedAddress } from './refused-address'

interface FailedReach {
  readonly step: 'address' | 'connect' | 'tls'
  /** In words for the reader. */
  readonly detail: string
}

/** Which step a request failed at that got no answer from the server at this address. */
export function failedReach(error: unknown, url: string): FailedReach {
  const { host, hostname } = new URL(url)
  if (error instanceof RefusedAddress) return { step: 'address', detail: error.message }
  if (error instanceof ProxyFailure) return { step: 'connect', detail: error.message }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { step: 'connect', detail: `${host} did not answer in time.` }
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return { step: 'connect', detail: `The name ${hostname} is not known (${code}).` }
  }
  const words = cause instanceof Error ? cause.message : String(cause)
  if (/CERT|SELF_SIGNED|TLS|SSL|EPROTO|LEAF_SIGNATURE/.test(code)) return { step: 'tls', detail: `${words} (${code})` }
  return { step: 'connect', detail: `${host} cannot be reached: ${words || code}` }
}
