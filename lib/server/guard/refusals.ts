// What is wrong with a request, in the protocol's words.
import type { IncomingMessage } from 'node:http'
import { tooLarge } from '@/lib/backend/wire/too-large'
import { ApiError } from '@/lib/protocol/error'
import type { Admission } from './access'
import { hasBody, isReadable } from './bodies'
import { type HostRules, isKnownHost } from './hosts'
import { isForeign, type OriginRules } from './origin'
import { type PathKind, isBoundedBehind } from './paths'
import { single } from './single'

export interface RequestRules extends HostRules, OriginRules {
  readonly maxBodyBytes: number
}

/** All methods but TRACE and those of other protocols. */
export const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Why this request is refused, whoever sends it; undefined when it is not. */
export function refusalOf(kind: PathKind, request: IncomingMessage, rules: RequestRules): ApiError | undefined {
  const { url = '', method = 'GET', headers } = request
  const { host = '', origin } = headers
  if (!url.startsWith('/') || !isDecodable(url) || !isAsItStands(url))
    return new ApiError(400, 'The request target is not a valid path.')
  if (!METHODS.includes(method)) {
    return new ApiError(405, `The method ${method} is not allowed here.`, { code: 'method_not_allowed' })
  }
  const { expect } = headers
  if (expect !== undefined && !/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    return new ApiError(417, `The expectation '${expect}' is not known here: only 100-continue is.`)
  }
  if (host === '') return new ApiError(400, 'The request has no Host header.')
  if (!isKnownHost(host, rules)) {
    return forbidden('This server does not go by that host name. ALLOWED_HOSTS lists the names of a reverse proxy.')
  }
  const site = single(headers['sec-fetch-site'])
  const mode = single(headers['sec-fetch-mode'])
  if (isForeign(kind, { method, host, origin, site, mode }, rules)) {
    return forbidden(
      'Pages of another origin may not send this request, and another port is another origin. CORS_ORIGINS opens /v1 ' +
        'to those it lists; ALLOWED_HOSTS lists names of a reverse proxy, with the port where it is not the usual one.',
    )
  }
  const isTooLarge = Number(headers['content-length'] ?? 0) > rules.maxBodyBytes
  if (isTooLarge && !isBoundedBehind(url)) return tooLarge(rules.maxBodyBytes)
  if ((kind === 'wire' || kind === 'api') && hasBody(headers) && !isReadable(headers['content-type'])) {
    return unsupported(headers['content-type'])
  }
  return undefined
}

/** Why this sender is refused. The error does not repeat the key that was sent. */
export function refusalFor(admission: Exclude<Admission, { outcome: 'admitted' | 'starting' }>): ApiError {
  switch (admission.outcome) {
    case 'missing':
      return unauthorized('You did not provide an API key. Send a key or the access token as Authorization: Bearer.')
    case 'wrong':
      return unauthorized('Incorrect API key provided: it is not one of this server, or no longer.')
    case 'limited':
      return new ApiError(429, 'Too many different wrong keys came from your network. Wait, then try again.', {
        type: 'requests',
        code: 'rate_limit_exceeded',
      })
    default:
      return admission satisfies never
  }
}

/** The answer to a request that lacks the prefix of the wire: it says where the wire is. */
export function unknownUrl({ method, url = '' }: IncomingMessage, base: string): ApiError {
  const [path] = url.split('?', 1)
  const message = `Unknown request URL: ${method} ${path}. The API is under ${base}: add it to the base URL of your client.`
  return new ApiError(404, message, { code: 'unknown_url' })
}

const forbidden = (message: string) => new ApiError(403, message, { code: 'forbidden' })
const unsupported = (type: string | undefined) =>
  new ApiError(
    415,
    `${type === undefined ? 'The body has no content type.' : `Unsupported content type: '${type}'.`} ` +
      'JSON is read here, and multipart/form-data where files are sent: add the header Content-Type: application/json.',
    { code: 'unsupported_content_type' },
  )
const unauthorized = (message: string) => new ApiError(401, message, { code: 'invalid_api_key' })

/**
 * Whether parsing leaves the path as it is. Parsers turn `/x/../v1` into `/v1` and a backslash into a slash, while the
 * guard judges the text. Browsers parse before they send.
 */
const isAsItStands = (url: string) => !/[\\#]|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(url.split('?', 1)[0] ?? '')

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
