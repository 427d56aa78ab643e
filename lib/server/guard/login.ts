// Answers /login and /logout, and shows the login page in place of a page that needs it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Audit } from '@/lib/backend/people/audit'
import { LOCALE_COOKIE, toLocale } from '@/lib/i18n/locale'
import { type Access, cookieOf, settled } from './access'
import { answerHtml, answerText, redirect } from './answers'
import { type ClientAddress, hopsOf } from './client-address'
import { isEncrypted } from './is-encrypted'
import { SESSION_SECONDS } from './ended-sessions'
import type { LoginPage, RefusalPage } from './login-page'
import { toOwnPath } from './paths'
import type { SessionAnswers } from './session-answers'
import { createSignIn, type SignInOptions } from './sign-in'

/** Far more than a token and a path need. */
const MAX_FORM_BYTES = 16 * 1024

const NOT_KEPT =
  'You are signed out, but the data folder could not be written to: after a restart of the server a copy of this ' +
  'session would be let in again. A new ACCESS_TOKEN ends all sessions.'

export interface Login {
  /** Shows the form in place of what was asked for. */
  ask(request: IncomingMessage, response: ServerResponse, nonce: string): void
  /** Says that whoever asks may see no pages, and lets them sign out. */
  turnAway(request: IncomingMessage, response: ServerResponse, page: Omit<RefusalPage, 'locale'>): void
  /** Answers /login: the form, or what was typed into it. */
  answerLogin(request: IncomingMessage, response: ServerResponse, nonce: string): void
  /** Answers /logout: the session is over, and the cookie goes. */
  answerLogout(request: IncomingMessage, response: ServerResponse): void
}

export interface LoginOptions {
  readonly access: Access
  readonly clientAddress: ClientAddress
  readonly answers: SessionAnswers
  readonly drawPage: (page: LoginPage | RefusalPage) => string
  /** With whom people sign in, where they do. */
  readonly oidc?: Pick<SignInOptions, 'oidc' | 'redirectUri'> | undefined
  readonly audit: Audit
}

export function createLogin({ access, answers, clientAddress, drawPage, audit, oidc }: LoginOptions): Login {
  function show(request: IncomingMessage, response: ServerResponse, page: Pick<LoginPage, 'to' | 'nonce' | 'trouble'>) {
    const ways = { hasToken: access.hasToken, signIn: signIn?.host }
    const status = page.trouble === 'limited' ? 429 : 401
    answerHtml(response, status, drawPage({ locale: localeOf(request), ...ways, ...page }))
  }

  function sessionCookie(value: string, maxAge: number, request: IncomingMessage) {
    const secure = isEncrypted(request) ? '; Secure' : ''
    return `${access.cookieName}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`
  }

  const signIn = oidc && createSignIn({ ...oidc, access, audit, sessionCookie, showFailed })

  function showFailed(request: IncomingMessage, response: ServerResponse) {
    show(request, response, { to: '/', nonce: nonceOf(request), trouble: 'failed' })
  }

  async function logIn(request: IncomingMessage, response: ServerResponse, nonce: string) {
    const form = await formOf(request)
    if (!form) return answerText(response, 413, 'That form is too large.')
    const to = toOwnPath(form.get('to') ?? '/')
    const admission = await settled(access.tryKey(clientAddress(hopsOf(request)), form.get('token')?.trim() ?? ''))
    if (admission.outcome === 'admitted') {
      const { kind, id, name } = admission.identity
      audit({ action: 'session.created', by: { kind, id, name }, project: null, object: null })
      const session = access.newSession(kind === 'key' ? { kind, id } : { kind: 'owner' })
      return redirect(response, to, { 'set-cookie': sessionCookie(session, SESSION_SECONDS, request) })
    }
    if (admission.outcome === 'limited') response.setHeader('retry-after', admission.seconds)
    return show(request, response, { to, nonce, trouble: admission.outcome === 'limited' ? 'limited' : 'wrong' })
  }

  return {
    ask: (request, response, nonce) =>
      show(request, response, { to: toOwnPath(request.url ?? '/'), nonce, trouble: undefined }),
    turnAway: (request, response, page) => answerHtml(response, 403, drawPage({ locale: localeOf(request), ...page })),
    answerLogin(request, response, nonce) {
      const [path] = request.url?.split('?') ?? []
      if (path === '/login/start' || path === '/login/callback') {
        if (!signIn || request.method !== 'GET') return answerText(response, 404, 'There is no such way to sign in.')
        return path === '/login/start' ? signIn.start(request, response) : signIn.callback(request, response)
      }
      if (request.method !== 'POST') return show(request, response, { to: '/', nonce, trouble: undefined })
      // When a form breaks off, its sender has gone.
      logIn(request, response, nonce).catch(() => response.destroy())
    },
    answerLogout(request, response) {
      if (request.method !== 'POST') return answerText(response, 405, 'Send POST to /logout.')
      response.setHeader('set-cookie', sessionCookie('', 0, request))
      if (signOut(request.headers.cookie, { access, answers, audit })) redirect(response, '/', {})
      else answerText(response, 500, NOT_KEPT)
    },
  }
}

const localeOf = ({ headers }: IncomingMessage) =>
  toLocale(cookieOf(headers.cookie ?? '', LOCALE_COOKIE), headers['accept-language'] ?? null)

/** False when the sign-out could not be stored and so holds for this process only. */
function signOut(
  cookie: string | undefined,
  { access, answers, audit }: Pick<LoginOptions, 'access' | 'answers' | 'audit'>,
) {
  const session = access.sessionIn(cookie)
  if (session) {
    const { kind, id, name } = session.identity
    answers.end(session.id)
    audit({ action: 'session.ended', by: { kind, id, name }, project: null, object: null })
  }
  try {
    access.endSession(cookie)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`A sign-out could not be written to the data folder: ${reason}`)
    return false
  }
}

/** The guard has allowed styles that have it. */
const nonceOf = ({ headers }: IncomingMessage) =>
  /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_FORM_BYTES) return undefined
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
