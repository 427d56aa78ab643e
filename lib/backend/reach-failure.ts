// Why a server was not reached, or its line ended, as far as an error of fetch tells.
import type { ReachFailure } from '@/lib/protocol/connection'

const failureOfCode: Readonly<Record<string, ReachFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown_name',
  EAI_AGAIN: 'unknown_name',
  ETIMEDOUT: 'silent',
  UND_ERR_CONNECT_TIMEOUT: 'silent',
  UND_ERR_HEADERS_TIMEOUT: 'silent',
  UND_ERR_BODY_TIMEOUT: 'silent',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  UND_ERR_SOCKET: 'closed',
  EHOSTUNREACH: 'no_way',
  ENETUNREACH: 'no_way',
}

/** Undefined where nothing is known of it. */
export function reachFailureOf(error: unknown): ReachFailure | undefined {
  const { code, message } = innermost(error)
  if (failureOfCode[code]) return failureOfCode[code]
  if (/CERT|SELF_SIGNED|TLS|SSL|EPROTO|LEAF_SIGNATURE/.test(code)) return 'certificate'
  if (message === 'bad port') return 'port'
  return code.startsWith('HPE_') ? 'no_http' : undefined
}

/** What only our client calls so, in words; other codes are the system's, and known by their names. */
export const codeInWords = (code: string): string =>
  code.startsWith('UND_ERR') ? (clientCodes[code] ?? 'the request failed') : code

const clientCodes: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'nothing more in time',
}

/** What fetch wraps: the last cause that has a code, or the last. */
function innermost(error: unknown) {
  let found = { code: '', message: '' }
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : ''
    if (code !== '' || found.code === '') found = { code, message: at.message }
  }
  return found
}
