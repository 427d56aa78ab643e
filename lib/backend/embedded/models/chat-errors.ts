import { APIConnectionError, APIError } from 'openai'
import { ModelError } from './model'

/** What error texts may tell of an endpoint, and what they must not. */
export interface Endpoint {
  /** Host and port, without credentials or path. */
  readonly host: string
  readonly apiKey: string
}

const LONGEST_REASON = 500

/** A failure before the first chunk: the endpoint was not reached, or it refused. */
export function requestError(error: unknown, endpoint: Endpoint): ModelError {
  if (error instanceof ModelError) return error
  if (error instanceof APIConnectionError) return unreachable(error, endpoint)
  if (error instanceof APIError && error.status !== undefined) return refused(error.status, error, endpoint)
  return unreachable(error, endpoint)
}

/** A failure while the answer was being read: the endpoint reported one, sent nonsense, or the line broke. */
export function streamError(error: unknown, endpoint: Endpoint): ModelError {
  const { host } = endpoint
  if (error instanceof ModelError) return error
  if (error instanceof APIError) {
    const reason = reasonOf(error, endpoint)
    return new ModelError(codeOfReport(error), `The model endpoint ${host} reported an error while answering${reason}`)
  }
  if (error instanceof SyntaxError) {
    return new ModelError('server_error', `The model endpoint ${host} sent a chunk that is not JSON.`, { cause: error })
  }
  return cutOff(endpoint, causeCodeOf(error))
}

/** The line ended, broken or closed, before the model had said that it was finished. */
export function cutOff({ host }: Endpoint, code?: string): ModelError {
  const detail = code === undefined ? '' : ` (${code})`
  return new ModelError('server_error', `The answer of the model endpoint ${host} was cut off in the middle${detail}.`)
}

export function tooSilent({ host }: Endpoint, idleMs: number): ModelError {
  const message = `The model endpoint ${host} sent nothing for ${idleMs / 1000} s; it was given up.`
  return new ModelError('server_error', message)
}

function unreachable(error: unknown, { host }: Endpoint): ModelError {
  const code = causeCodeOf(error)
  const detail = code === undefined ? '' : ` (${code})`
  return new ModelError('server_error', `The model endpoint ${host} could not be reached${detail}.`)
}

function refused(status: number, error: APIError, endpoint: Endpoint): ModelError {
  const reason = reasonOf(error, endpoint)
  return new ModelError(codeOfStatus(status), `The model endpoint ${endpoint.host} answered ${status}${reason}`)
}

function codeOfStatus(status: number): ModelError['code'] {
  if (status === 429) return 'rate_limit_exceeded'
  return status === 400 || status === 413 || status === 422 ? 'invalid_prompt' : 'server_error'
}

/** Inside a stream there is no status; some endpoints put it into the error's `code`, others a word. */
function codeOfReport(error: APIError): ModelError['code'] {
  const said = [error.code, error.type].map((word) => String(word ?? ''))
  if (said.some((word) => /^429$|rate_limit|insufficient_quota/.test(word))) return 'rate_limit_exceeded'
  if (said.some((word) => /^4(?:00|13|22)$|invalid_request|context_length/.test(word))) return 'invalid_prompt'
  return 'server_error'
}

/** `: <what the endpoint said>`, or a full stop when it said nothing that a person could read. */
function reasonOf(error: APIError, { apiKey }: Endpoint): string {
  const words = wordsOf(error.error).replaceAll(/\s+/g, ' ').trim()
  if (words === '' || words.startsWith('<')) return '.'
  const safe = apiKey === '' ? words : words.replaceAll(apiKey, '[key]')
  return `: ${safe.length > LONGEST_REASON ? `${safe.slice(0, LONGEST_REASON)}…` : safe}`
}

function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body
  const message = (body as { message?: unknown } | null | undefined)?.message
  if (typeof message === 'string') return message
  return body == null ? '' : JSON.stringify(message ?? body)
}

/** The innermost error code, such as ECONNREFUSED. Messages are not shown: they may hold the whole address. */
function causeCodeOf(error: unknown): string | undefined {
  let code: string | undefined
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const found = (at as NodeJS.ErrnoException).code
    if (typeof found === 'string') code = found
  }
  return code
}
