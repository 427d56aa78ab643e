// One upstream as a backend: the wire's path and the client's headers become the upstream's address and its key.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import { codeInWords } from '@/lib/backend/reach-failure'
import { ProxyFailure } from '@/lib/backend/proxy-failure'
import { listening } from './listening'
import { headersUp } from './passing-headers'
import { SENT_ENCODING } from './undecoded'
import { upstreamAddress, type UpstreamPlace } from './upstream-address'

export interface UpstreamOptions extends UpstreamPlace {
  readonly key?: string | null | undefined
  /** More headers, as secret as the key. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** OpenAI's. */
  readonly organization?: string | null | undefined
  readonly project?: string | null | undefined
  /** Like the global one. It decides which addresses may be asked, and by which way. */
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>
  /** How long it may be silent before an answer begins, in milliseconds: neither take of the body nor answer. */
  readonly patienceMs?: number
}

/** Longer than any of these services takes, and shorter than SDKs wait: ten minutes. */
const PATIENCE_MS = 120_000

const MAX_REDIRECTS = 3

/** Bodies of up to so many bytes are sent at once. */
const SHORT_BYTES = 64 * 1024

const isLong = ({ headers }: Request) => Number(headers.get('content-length') ?? Infinity) > SHORT_BYTES

/**
 * Takes requests whose path is the wire's (`/threads/…`, on any host) and answers as the upstream does. Throws ApiError
 * when nothing answers (502), or not in time (504).
 */
export function createUpstream(options: UpstreamOptions): Backend {
  const { host, origin } = new URL(options.url)

  async function send(request: Request, address: URL): Promise<Response> {
    const { method, signal } = request
    const patience = patientFor(options.patienceMs ?? PATIENCE_MS, signal)
    const body = request.body && isLong(request) ? listening(request.body, patience.again) : request.body
    try {
      return await options.fetch(address.href, {
        method,
        headers: ownHeaders(options, request.headers, address),
        ...(body !== null && { body, duplex: 'half' }),
        redirect: 'manual',
        signal: patience.signal,
      })
    } catch (error) {
      if (signal.aborted) throw error
      throw patience.isOver() ? silent(host) : unreachable(host, error)
    } finally {
      patience.end()
    }
  }

  return async (request) => {
    let address = upstreamAddress(options, new URL(request.url))
    for (let followed = 0; ; followed += 1) {
      const answer = await send(request, address)
      const location = isRedirect(answer) ? answer.headers.get('location') : null
      if (location === null) return asSent(answer)
      await answer.body?.cancel()
      const next = new URL(location, address)
      const isFollowed = followed < MAX_REDIRECTS && request.body === null && next.origin === origin
      if (!isFollowed) throw redirected(host, next)
      address = next
    }
  }
}

const isRedirect = ({ status }: Response) => status >= 300 && status < 400 && status !== 304

/** How the upstream wants to be asked, whoever asks here. */
function ownHeaders({ kind, key, headers, organization, project }: UpstreamOptions, from: Headers, { pathname }: URL) {
  const own = headersUp(from)
  // Otherwise `fetch` would ask for encodings that the client has not asked for.
  if (!own.has('accept-encoding')) own.set('accept-encoding', 'identity')
  if (key && kind === 'azure') own.set('api-key', key)
  else if (key) own.set('authorization', `Bearer ${key}`)
  if (kind === 'openai' && organization) own.set('openai-organization', organization)
  if (kind === 'openai' && project) own.set('openai-project', project)
  if (kind === 'foundry') own.delete('openai-beta')
  else if (/\/(?:assistants|threads|vector_stores)(?:\/|$)/.test(pathname)) own.set('openai-beta', 'assistants=v2')
  for (const [name, value] of Object.entries(headers ?? {})) own.set(name, value)
  return own
}

/** An answer says how its body is encoded only where it still is: `fetch` decodes it, but for `undecoded`. */
function asSent(answer: Response): Response {
  const { status, statusText, headers: told } = answer
  if (!told.has('content-encoding') && !told.has(SENT_ENCODING)) return answer
  const headers = new Headers(told)
  const encoding = told.get(SENT_ENCODING)
  headers.delete(SENT_ENCODING)
  if (encoding === null) for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  else headers.set('content-encoding', encoding)
  return new Response(answer.body, { status, statusText, headers })
}

/** Ends a request that nobody answers. Its caller's own signal goes on counting behind the beginning of the answer. */
function patientFor(ms: number, signal: AbortSignal) {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), ms)
  return {
    signal: AbortSignal.any([signal, over.signal]),
    isOver: () => over.signal.aborted,
    again: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  }
}

const silent = (host: string) =>
  new ApiError(504, `The backend at ${host} did not answer in time.`, { code: ACCOUNT_CODES.silent })

const redirected = (host: string, { host: other }: URL) =>
  new ApiError(502, `The backend at ${host} redirects to ${other}, which is not followed.`, {
    code: ACCOUNT_CODES.failed,
  })

function unreachable(host: string, error: unknown): ApiError {
  const reason = error instanceof ProxyFailure ? error.message : reasonOf(error)
  return new ApiError(502, `The backend at ${host} cannot be reached (${reason}).`, { code: ACCOUNT_CODES.failed })
}

/** What the system calls it: `ECONNREFUSED`. Other texts may say what strangers should not read. */
function reasonOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return codeInWords(cause.code)
  }
  return 'no answer'
}
