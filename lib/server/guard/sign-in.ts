// /login/start and /login/callback: to whoever signs people in, and back.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Audit } from '@/lib/backend/people/audit'
import { type Access, cookieOf } from './access'
import { answerHtml, redirect } from './answers'
import { isEncrypted } from './is-encrypted'
import { drawContinue } from './login-page'
import { type Oidc, SIGN_IN_SECONDS } from './oidc'
import { toOwnPath } from './paths'
import { USER_SESSION_SECONDS } from './session-tokens'

export interface SignInOptions {
  readonly oidc: Oidc
  readonly access: Access
  /** Where the browser comes back to, where it is not told by the request. */
  readonly redirectUri: string | undefined
  readonly audit: Audit
  /** The form, with the word that it has failed. */
  readonly showFailed: (request: IncomingMessage, response: ServerResponse) => void
  readonly sessionCookie: (value: string, maxAge: number, request: IncomingMessage) => string
}

export interface SignIn {
  readonly host: string
  start(request: IncomingMessage, response: ServerResponse): void
  callback(request: IncomingMessage, response: ServerResponse): void
}

export function createSignIn(options: SignInOptions): SignIn {
  const { oidc, access, redirectUri, audit, showFailed, sessionCookie } = options
  const cookieName = access.cookieName.replace('session', 'sign_in')
  const keepCookie = (value: string, request: IncomingMessage) => {
    const secure = isEncrypted(request) ? '; Secure' : ''
    const maxAge = value === '' ? 0 : SIGN_IN_SECONDS
    // Lax: the browser comes back from another site.
    return `${cookieName}=${value}; Path=/login; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
  }
  const backTo = (request: IncomingMessage) =>
    redirectUri ?? `${isEncrypted(request) ? 'https' : 'http'}://${request.headers.host}/login/callback`
  const queryOf = ({ url = '' }: IncomingMessage) => url.split('?').slice(1).join('?')

  async function begin(request: IncomingMessage, response: ServerResponse) {
    const to = toOwnPath(new URLSearchParams(queryOf(request)).get('to') ?? '/')
    const { location, kept } = await oidc.start(backTo(request), to)
    redirect(response, location, { 'set-cookie': keepCookie(kept, request) })
  }

  async function end(request: IncomingMessage, response: ServerResponse) {
    const kept = cookieOf(request.headers.cookie ?? '', cookieName) ?? ''
    const { user, to } = await oidc.finish({ redirectUri: backTo(request), query: queryOf(request), kept })
    audit({
      ...{ action: 'session.created', project: null, object: null },
      by: { kind: 'user', id: user.id, name: user.name },
      detail: { with: oidc.host, email: user.email },
    })
    const session = access.newSession({ kind: 'user', user })
    response.setHeader('set-cookie', [sessionCookie(session, USER_SESSION_SECONDS, request), keepCookie('', request)])
    // No redirection: the browser would leave a strict cookie out on a way that another site began.
    answerHtml(response, 200, drawContinue(to))
  }

  const orFailed = (work: typeof begin) => (request: IncomingMessage, response: ServerResponse) => {
    work(request, response).catch((error: unknown) => {
      console.error(`Somebody could not be signed in with ${oidc.host}: ${reasonOf(error)}`)
      if (response.headersSent) response.destroy()
      else showFailed(request, response)
    })
  }

  return { host: oidc.host, start: orFailed(begin), callback: orFailed(end) }
}

/** What it says of itself: answers with tokens are no part of that. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'error' in error && typeof error.error === 'string' ? ` (${error.error})` : ''
  return `${error.message}${code}`
}
