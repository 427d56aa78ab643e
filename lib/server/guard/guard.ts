// Stands before Next on every request: who may ask, from where, for how much, and what browsers are told about it.
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SIGNED_IN_HEADER } from '@/lib/i18n/locale'
import type { ApiError } from '@/lib/protocol/error'
import type { Access } from './access'
import { refuse } from './answers'
import { corsHeaders, preflightHeaders } from './cors'
import { DATA_POLICY, developmentPolicy, pagePolicy, securityHeaders } from './headers'
import { isKnownHost } from './hosts'
import type { Login } from './login'
import { isForeign, isOpenTo } from './origin'
import { kindOf, type PathKind } from './paths'
import { refusalFor, refusalOf, type RequestRules, single } from './refusals'

export interface GuardRules extends RequestRules {
  readonly development: boolean
  /** Without it everybody who reaches the address is admitted: on loopback only. */
  readonly entrance: { readonly access: Access; readonly login: Login } | undefined
}

/** True lets the request pass; otherwise it has been answered. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean

export function createGuard(rules: GuardRules): Guard {
  const policyFor = rules.development ? developmentPolicy : pagePolicy
  return (request, response) => {
    const kind = kindOf(request.url ?? '')
    const { origin } = request.headers
    const nonce = kind === 'wire' || kind === 'api' ? undefined : randomBytes(16).toString('base64')
    const shared = isOpenTo(kind, origin, rules)
    setAll(response, securityHeaders({ shared }))
    if (shared) setAll(response, corsHeaders(origin))
    mark(request, response, nonce === undefined ? DATA_POLICY : policyFor(nonce))

    const refusal = refusalOf(kind, request, rules)
    if (refusal) return stop({ kind, nonce, request, response }, refusal)
    if (shared && isPreflight(request)) {
      setAll(response, preflightHeaders(origin))
      response.writeHead(204).end()
      return false
    }
    return rules.entrance ? enter(rules.entrance, { kind, nonce, request, response }) : true
  }
}

/** May this socket be upgraded? Only development asks: the pages reload over it. */
export function admitsUpgrade(request: IncomingMessage, rules: GuardRules): boolean {
  const { host = '', origin } = request.headers
  const sender = { method: 'UPGRADE', host, origin, site: undefined, mode: undefined }
  if (!isKnownHost(host, rules.allowedHosts) || isForeign('page', sender, rules)) return false
  return !rules.entrance || rules.entrance.access.admit(credentialsOf(request)).outcome === 'admitted'
}

const setAll = (response: ServerResponse, headers: readonly (readonly [string, string])[]) => {
  for (const [name, value] of headers) response.setHeader(name, value)
}

/** What Next and the backend read from the request is ours; what a client sent under these names is gone. */
function mark(request: IncomingMessage, response: ServerResponse, policy: string) {
  const id = `req_${randomUUID().replaceAll('-', '')}`
  request.headers['x-request-id'] = id
  delete request.headers[SIGNED_IN_HEADER]
  response.setHeader('x-request-id', id)
  // Next takes the nonce for its own scripts from here.
  request.headers['content-security-policy'] = policy
  response.setHeader('content-security-policy', policy)
}

const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

interface Visit {
  readonly kind: PathKind
  readonly nonce: string | undefined
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

function enter({ access, login }: NonNullable<GuardRules['entrance']>, visit: Visit): boolean {
  const { kind, nonce = '', request, response } = visit
  if (kind === 'login') {
    login.answerLogin(request, response, nonce)
    return false
  }
  if (kind === 'logout') {
    login.answerLogout(request, response)
    return false
  }
  const admission = access.admit(credentialsOf(request))
  if (admission.outcome === 'admitted') {
    request.headers[SIGNED_IN_HEADER] = 'yes'
    return true
  }
  if (admission.outcome === 'missing' && asksForPage(visit)) {
    login.ask(request, response, nonce)
    return false
  }
  if (admission.outcome === 'limited') response.setHeader('retry-after', admission.seconds)
  else response.setHeader('www-authenticate', 'Bearer')
  return stop(visit, refusalFor(admission))
}

const asksForPage = ({ kind, request: { method, headers } }: Visit) =>
  kind === 'page' && method === 'GET' && (headers.accept ?? '').includes('text/html')

const credentialsOf = ({ socket, headers }: IncomingMessage) => ({
  address: socket.remoteAddress ?? '',
  authorization: headers.authorization ?? single(headers['x-appbuilder-authorization']),
  apiKey: single(headers['api-key']),
  cookie: headers.cookie,
})

/** How long an unwanted upload may go on so that its sender reads why it was refused. */
const DRAIN_MS = 5_000

/** AppBuilder's SDKs send an id with each request, and name in their exceptions the one that comes back. */
const REQUEST_ID = 'x-appbuilder-request-id'

function stop({ kind, request, response }: Visit, refusal: ApiError): false {
  const id = single(request.headers[REQUEST_ID]) ?? single(request.headers['x-bce-request-id'])
  if (kind === 'wire' && id) response.setHeader(REQUEST_ID, id)
  refuse(response, kind, refusal)
  if (refusal.status === 413) {
    const timer = setTimeout(() => request.destroy(), DRAIN_MS)
    request.once('close', () => clearTimeout(timer))
  }
  return false
}
