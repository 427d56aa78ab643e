// Stands before Next on every request: who may ask, from where, for how much, and what browsers are told about it.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { REQUEST_ID, requestIdOf } from '@/lib/backend/appbuilder/face/request-id'
import { hexId } from '@/lib/backend/ids'
import { projectsOf } from '@/lib/backend/people/grants'
import { INSTANCE_HEADER, ownRequest } from '@/lib/backend/own-address'
import { BY_OTHERS, SIGNED_IN_HEADER } from '@/lib/i18n/locale'
import { ApiError } from '@/lib/protocol/error'
import { type Access, type Admission, admitOpenly, cookieOf } from './access'
import { refuse } from './answers'
import { authorize, forget, handOn, PROJECT_COOKIE } from './authorize'
import { limitUnreadBody } from './bodies'
import { type ClientAddress, hopsOf } from './client-address'
import { corsHeaders, preflightHeaders } from './cors'
import { DATA_POLICY, developmentPolicy, pagePolicy, securityHeaders } from './headers'
import { isKnownHost } from './hosts'
import type { Login } from './login'
import { normalizeRequest } from './normalize-request'
import { isForeign, isOpenTo } from './origin'
import { kindOf, missingBase, type PathKind } from './paths'
import type { PeopleHere } from './people-here'
import { METHODS, refusalFor, refusalOf, type RequestRules, unknownUrl } from './refusals'
import { ofKey, type SessionAnswers } from './session-answers'
import type { SignedIn } from './signed-in'
import { single } from './single'

export interface GuardRules extends RequestRules {
  readonly development: boolean
  /** What the requests of this process to others are named: one that comes in is answered by that. */
  readonly instance: string
  readonly here: Pick<PeopleHere, 'people'>
  readonly answers: SessionAnswers
  /** Undefined only on loopback: everybody who reaches the address is admitted then. */
  readonly entrance: Entrance | undefined
}

export interface Entrance {
  readonly access: Access
  readonly login: Login
  readonly clientAddress: ClientAddress
  /** Whom a trusted proxy names as the user of this request. */
  readonly userOf: (request: IncomingMessage) => SignedIn | undefined
}

/** True lets the request pass; otherwise it has been answered. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean

export function createGuard(rules: GuardRules): Guard {
  const policyFor = rules.development ? developmentPolicy : pagePolicy

  return (request, response) => {
    normalizeRequest(request)
    const passes = admit(request, response)
    if (!passes) limitUnreadBody(request)
    return passes
  }

  function admit(request: IncomingMessage, response: ServerResponse): boolean {
    const lacking = isByPages(request) ? undefined : missingBase(request.url ?? '')
    const kind = lacking === undefined ? kindOf(request.url ?? '') : 'wire'
    const { origin } = request.headers
    const nonce = kind === 'wire' || kind === 'api' ? undefined : randomBytes(16).toString('base64')
    const shared = isOpenTo(kind, origin, rules)
    setAll(response, securityHeaders({ shared }))
    if (shared) setAll(response, corsHeaders(origin))
    mark(request, response, nonce === undefined ? DATA_POLICY : policyFor(nonce))

    if (request.headers[INSTANCE_HEADER] === rules.instance) {
      response.setHeader(INSTANCE_HEADER, rules.instance)
      return stop({ kind, nonce, request, response }, ownRequest())
    }
    const refusal = refusalOf(kind, request, rules)
    if (refusal) return stop({ kind, nonce, request, response }, refusal)
    if (shared && isPreflight(request)) {
      setAll(response, preflightHeaders(origin))
      response.writeHead(204).end()
      return false
    }
    const visit = { kind, nonce, request, response }
    if (!enter(rules, visit)) return false
    return lacking === undefined || stop(visit, unknownUrl(request, lacking))
  }
}

/** Whether this socket may be upgraded. Only development has upgrades: pages reload over them. */
export function admitsUpgrade(request: IncomingMessage, rules: GuardRules): boolean {
  const { host = '', origin } = request.headers
  const sender = { method: 'UPGRADE', host, origin, site: undefined, mode: undefined }
  if (!isKnownHost(host, rules) || isForeign('page', sender, rules)) return false
  return !rules.entrance || admissionOf(request, rules.entrance).outcome === 'admitted'
}

const setAll = (response: ServerResponse, headers: readonly (readonly [string, string])[]) => {
  for (const [name, value] of headers) response.setHeader(name, value)
}

/**
 * Sets the headers that Next and the backend read from the request; what a client sent under these names is dropped.
 */
function mark(request: IncomingMessage, response: ServerResponse, policy: string) {
  const id = hexId('req_')
  request.headers['x-request-id'] = id
  delete request.headers[SIGNED_IN_HEADER]
  forget(request)
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

function enter({ entrance, here, answers }: GuardRules, visit: Visit): boolean {
  const { kind, request, response } = visit
  if (entrance && (kind === 'login' || kind === 'logout')) {
    if (kind === 'login') entrance.login.answerLogin(request, response, visit.nonce ?? '')
    else entrance.login.answerLogout(request, response)
    return false
  }
  const admission = entrance ? admissionOf(request, entrance) : admitOpenly(credentialsIn(request), here)
  // What answers then says so, and nothing else.
  if (admission.outcome === 'starting') return true
  if (admission.outcome === 'wrong' && admission.everywhere) return turnAwayLater(admission.everywhere, visit, entrance)
  if (admission.outcome !== 'admitted') return turnAway(admission, visit, entrance)
  const { identity, sessionId } = admission
  const principal = authorize(request, { kind, identity, projects: here.people?.projects })
  if (principal instanceof ApiError) {
    // Programs, and what a page asks for, get the error; who opened a page is told how to go on.
    if (!entrance || identity.kind === 'owner' || !asksForPage(visit)) return stop(visit, principal)
    const reason = (projectsOf(identity.grants) ?? [null]).length === 0 ? 'no_project' : 'no_read'
    const page = { reason, name: identity.name, canSignOut: sessionId !== undefined, nonce: visit.nonce ?? '' } as const
    entrance.login.turnAway(request, response, page)
    return false
  }
  handOn(request, principal)
  if (entrance) request.headers[SIGNED_IN_HEADER] = sessionId === undefined ? BY_OTHERS : 'yes'
  if (sessionId !== undefined) answers.add(sessionId, response)
  if (identity.kind === 'key') answers.add(ofKey(identity.id), response)
  if (kind === 'page') rememberProject(principal.project, visit, here)
  return true
}

type Turned = Exclude<Admission, { outcome: 'admitted' | 'starting' }>

function turnAway(
  admission: Turned,
  visit: Visit,
  entrance: Entrance | undefined,
): false {
  const { request, response, nonce = '' } = visit
  if (entrance && admission.outcome === 'missing' && asksForPage(visit)) {
    entrance.login.ask(request, response, nonce)
    return false
  }
  if (admission.outcome === 'limited') {
    response.setHeader('retry-after', admission.seconds)
    // So that the next guess needs a new connection.
    response.setHeader('connection', 'close')
  } else response.setHeader('www-authenticate', 'Bearer')
  return stop(visit, refusalFor(admission))
}

/** Other instances have a say in it. */
function turnAwayLater(known: Promise<Turned>, visit: Visit, entrance: Entrance | undefined): false {
  void known.then((admission) => visit.response.destroyed || turnAway(admission, visit, entrance))
  return false
}

/** Pages without a connection in their address then are about the same project. */
function rememberProject(project: string, { request, response }: Visit, { people }: Pick<PeopleHere, 'people'>) {
  if (!asksForHtml(request) || (people?.projects.ids().length ?? 1) === 1) return
  if (cookieOf(request.headers.cookie ?? '', PROJECT_COOKIE) === project) return
  response.appendHeader('set-cookie', `${PROJECT_COOKIE}=${project}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`)
}

/** A navigation, or a request of Next's router, which SDKs never send. */
const isByPages = (request: IncomingMessage) => asksForHtml(request) || request.headers.rsc !== undefined

const asksForHtml = ({ headers }: IncomingMessage) => (headers.accept ?? '').includes('text/html')

const asksForPage = ({ kind, request }: Visit) => kind === 'page' && request.method === 'GET' && asksForHtml(request)

const credentialsIn = ({ headers }: IncomingMessage) => ({
  authorization: headers.authorization ?? single(headers['x-appbuilder-authorization']),
  apiKey: single(headers['api-key']),
  cookie: headers.cookie,
})

const admissionOf = (request: IncomingMessage, { access, clientAddress, userOf }: Entrance) =>
  access.admit({ ...credentialsIn(request), address: clientAddress(hopsOf(request)), user: userOf(request) })

function stop({ kind, request, response }: Visit, refusal: ApiError): false {
  const id = requestIdOf((name) => single(request.headers[name]))
  if (kind === 'wire' && id) response.setHeader(REQUEST_ID, id)
  if (refusal.status === 405) response.setHeader('allow', METHODS.join(', '))
  refuse(response, kind, refusal)
  return false
}
