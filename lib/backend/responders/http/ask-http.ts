// An HTTP rule: asks an address that the operator has allowed, within bounds, and never tells its secrets.
import { ApiError } from '@/lib/protocol/error'
import { readUpTo } from '@/lib/protocol/read-up-to'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { failedReach } from '@/lib/backend/failed-reach'
import type { Fetch } from '@/lib/backend/fetch'
import { noticingOwn } from '@/lib/backend/own-address'
import { isRefusedHost, RefusedAddress } from '@/lib/backend/refused-address'
import { isAllowedHost } from '@/lib/run/allowed-hosts'
import { missingSecrets, type OpenHttpRule, type RuleEffects } from '../answer-rule'
import type { Call } from '../rules/call'
import { RuleError } from '../rules/rule-error'
import { fillTemplate } from '../rules/template'
import { textOf, valueAt } from '../rules/value-at'
import { checkAddress, filledAddress, hostRefused } from './rule-address'

interface AskHttpOptions {
  /** Never asks refused addresses. */
  readonly fetch: Fetch
  /** Those that the operator has allowed. */
  readonly hosts: readonly string[]
  /** What the requests of this process are known by. */
  readonly instance: string
}

/** So much of an answer is read. */
const MAX_BYTES = 1_000_000
const MAX_REDIRECTS = 3

export function createAskHttp({ fetch, hosts, instance }: AskHttpOptions): RuleEffects['askHttp'] {
  return async (rule, call, signal) => {
    if (rule.secret_headers === null) {
      throw new RuleError('Its secret headers cannot be decrypted with the present key: enter them again.')
    }
    const missing = missingSecrets(rule)
    if (missing.length > 0) throw new RuleError(`Its secret headers have no value here: enter ${missing.join(', ')}.`)
    const deadline = AbortSignal.timeout(rule.timeout_ms ?? responderLimits.usualTimeout)
    const own = noticingOwn(fetch, instance)
    const url = addressOf(rule, call, hosts)
    const request = requestOf(rule, call, AbortSignal.any([signal, deadline]))
    try {
      const { status, ok, text, isCut } = await asked(own.fetch, { url, request })
      if (own.isOwn()) throw new RuleError('This is the address of this playground itself.')
      const shown = withoutSecretsOf(rule, text)
      if (!ok) throw new RuleError(`${url.host} answered with HTTP ${status}: ${shown.slice(0, 500)}`)
      if (isCut) throw new RuleError(`The answer has more than ${MAX_BYTES} bytes.`)
      return { output: picked(rule, shown), logs: [`HTTP ${status}, ${text.length} characters`] }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof RuleError) throw error
      const detail = deadline.aborted ? `${url.host} did not answer in time.` : failedReach(error, url.href).detail
      throw new RuleError(withoutSecretsOf(rule, detail))
    }
  }
}

/** Throws RuleError for one that is never asked, whatever the arguments made of it. */
function addressOf(rule: OpenHttpRule, call: Call, hosts: readonly string[]): URL {
  requireAddress(rule.url)
  const text = filledAddress(rule.url, call.arguments)
  if (!URL.canParse(text)) throw new RuleError('With these arguments the address is none.')
  const url = new URL(text)
  // `.` and `..` would step out of the path that was written.
  if (/\/\.{1,2}(?:\/|$)/.test(text.split('?')[0] ?? ''))
    throw new RuleError('With these arguments the address is none.')
  if (url.origin !== new URL(filledAddress(rule.url, undefined)).origin) throw new RuleError(hostRefused(url))
  if (isRefusedHost(url.hostname)) throw new RuleError(new RefusedAddress(url.hostname).message)
  if (!isAllowedHost(url, hosts)) throw new RuleError(hostRefused(url))
  return url
}

/** One that came with an import was not checked when it was stored. */
function requireAddress(address: string) {
  try {
    checkAddress(address, 'url')
  } catch (error) {
    throw error instanceof ApiError ? new RuleError(error.message) : error
  }
}

function requestOf(rule: OpenHttpRule, call: Call, signal: AbortSignal): RequestInit {
  const { method } = rule
  const isBodiless = method === 'GET' || method === 'DELETE'
  const usual = isBodiless ? undefined : call.text
  const body = rule.body === undefined || rule.body === null ? usual : fillTemplate(rule.body, call.arguments)
  const headers = new Headers({ ...rule.headers, ...rule.secret_headers })
  if (body !== undefined && method !== 'GET' && !headers.has('content-type'))
    headers.set('content-type', 'application/json')
  return { method, headers, signal, redirect: 'manual', ...(body !== undefined && method !== 'GET' && { body }) }
}

interface Asking {
  readonly url: URL
  readonly request: RequestInit
}

async function asked(fetch: Fetch, { url, request }: Asking, redirects = 0) {
  const answer = await fetch(url.href, request)
  const { status, ok } = answer
  const location = status >= 300 && status < 400 ? answer.headers.get('location') : null
  if (location !== null) {
    await answer.body?.cancel()
    return asked(fetch, redirected({ url, request }, { status, location, redirects }), redirects + 1)
  }
  const { bytes, isCut } = answer.body
    ? await readUpTo(answer.body, MAX_BYTES)
    : { bytes: new Uint8Array(), isCut: false }
  return { status, ok, text: new TextDecoder().decode(bytes), isCut }
}

interface Redirect {
  readonly status: number
  readonly location: string
  readonly redirects: number
}

/** Secrets go to the server that they were entered for, and the operator has allowed one host, not another. */
function redirected({ url, request }: Asking, { status, location, redirects }: Redirect): Asking {
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined
  if (next?.origin !== url.origin) throw new RuleError(`${url.host} redirects to another server, which is not asked.`)
  if (redirects >= MAX_REDIRECTS) throw new RuleError(`${url.host} redirects without an end.`)
  if (status === 307 || status === 308) return { url: next, request }
  const headers = new Headers(request.headers)
  headers.delete('content-type')
  const { body: _body, ...rest } = request
  return { url: next, request: { ...rest, method: 'GET', headers } }
}

/** Where the output stands in the answer. */
function picked({ pick }: OpenHttpRule, text: string): string {
  if (!pick) return text
  const value = valueAt(jsonIn(text), pick)
  if (value === undefined) throw new RuleError(`The answer has nothing at '${pick}': ${text.slice(0, 300)}`)
  return textOf(value)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Some servers repeat what they were sent. */
function withoutSecretsOf({ secret_headers: headers }: OpenHttpRule, text: string): string {
  const secrets = Object.values(headers ?? {}).filter((value) => value.length > 3)
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
}
