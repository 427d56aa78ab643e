// Asks a model endpoint: the address, the key, one more try where it may help, and no way to another origin.
import { errorTextOf } from '@/lib/backend/error-text'
import { retryAfterMsOf } from '@/lib/protocol/retry-after'
import { redirected, redirectedOften, RefusalError, type Endpoint } from './endpoint-errors'
import type { IdleLimit } from './idle-limit'
import { ModelError } from '../model'
import type { Pacing } from '../pacing'

export interface EndpointClientOptions extends Pick<Pacing, 'sleep'> {
  /** Up to and including `/v1`, or whatever stands before the path. */
  readonly baseUrl: string
  /** What follows it, such as `/chat/completions`. */
  readonly path: string
  /** Empty for endpoints without a key. */
  readonly apiKey: string
  /** Further headers of every request, as secret as the key. */
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  /** Unix milliseconds. */
  readonly clock: () => number
}

const MAX_TRIES = 2
const MAX_REDIRECTS = 3
/** The statuses of redirects after which the same request is sent again. */
const keepsRequest = new Set([307, 308])
/** The wait before the second try where the endpoint names none. */
const USUAL_WAIT_MS = 500
/** An endpoint that asks for more is not waited for: the run says so, and whoever started it decides. */
const MAX_WAIT_MS = 5_000

/**
 * Sends a request and resolves to the response that will bear the answer. Throws `RefusalError`, `ModelError` for a
 * redirect, what `fetch` throws, and the reason of the limit's signal.
 */
export type EndpointClient = (request: object, idle: IdleLimit) => Promise<Response>

export function createEndpointClient(options: EndpointClientOptions): EndpointClient {
  const { clock, sleep } = options
  const ask = askerOf(options)

  async function attempt(request: object, signal: AbortSignal): Promise<Response> {
    const response = await ask(bodyOf(request), signal)
    if (response.ok) return response
    const retryAfterMs = retryAfterMsOf(response.headers, clock())
    throw new RefusalError(response.status, await readRefusal(response), retryAfterMs)
  }

  return async (request, idle) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await idle.until(attempt(request, idle.signal))
      } catch (error) {
        const waitMs = idle.signal.aborted || tries === MAX_TRIES ? undefined : waitBeforeNextTry(error)
        if (waitMs === undefined) throw error
        await sleep(waitMs, idle.signal)
      }
    }
  }
}

/** Only where JSON has one written as its number is each text looked at: of a long conversation that takes its time. */
function bodyOf(request: object): string {
  const body = JSON.stringify(request)
  return body.includes('\\ud') ? JSON.stringify(request, wellFormed) : body
}

/** Half of a surrogate pair, such as a cut text may end in, is no Unicode: many endpoints refuse the whole request. */
const wellFormed = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\ufffd') : value

/** How long to wait before the same request may fare better; undefined where it would not, or not soon. */
function waitBeforeNextTry(error: unknown): number | undefined {
  if (error instanceof ModelError) return undefined
  if (!(error instanceof RefusalError)) return USUAL_WAIT_MS
  const { status, retryAfterMs = USUAL_WAIT_MS } = error
  const mayPass = status === 408 || status === 409 || status === 429 || status >= 500
  return mayPass && retryAfterMs <= MAX_WAIT_MS ? retryAfterMs : undefined
}

function askerOf({ baseUrl, path, apiKey, headers: further = {}, fetch }: EndpointClientOptions) {
  const address = addressOf(baseUrl, path)
  const endpoint: Endpoint = { host: address.host, path, apiKey, headers: further }
  const headers = {
    accept: 'text/event-stream, application/json',
    'content-type': 'application/json',
    ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }),
    ...Object.fromEntries(Object.entries(further).map(([name, value]) => [name.toLowerCase(), value])),
  }
  // What is followed stays at the origin that the key was given for.
  return async (body: string, signal: AbortSignal): Promise<Response> => {
    let url = address
    for (let redirects = 0; ; redirects += 1) {
      const response = await fetch(url.href, { method: 'POST', headers, body, signal, redirect: 'manual' })
      const target = targetOf(response, url)
      if (!target) return response
      await response.body?.cancel()
      const { status } = response
      const isOwn = target.origin === address.origin
      if (isOwn && redirects === MAX_REDIRECTS) throw redirectedOften(endpoint, status)
      if (!isOwn || !keepsRequest.has(status)) throw redirected(endpoint, { status, target, isOwn })
      url = target
    }
  }
}

function addressOf(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`
  return url
}

function targetOf({ status, headers }: Response, base: URL): URL | undefined {
  const location = status >= 300 && status < 400 ? headers.get('location') : null
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : undefined
}

/**
 * What a response that refuses says, in the shapes `{error}`, `[{error}]`, `{detail}`, `{message}`, plain text or HTML:
 * an object or text.
 */
async function readRefusal(response: Response): Promise<unknown> {
  const text = await errorTextOf(response)
  try {
    const parsed: unknown = JSON.parse(text)
    const value: unknown = Array.isArray(parsed) ? parsed[0] : parsed
    return (value as { error?: unknown } | null)?.error ?? value
  } catch {
    return text
  }
}
