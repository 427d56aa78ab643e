import type { Extent } from '@/lib/protocol/json-extent'
import { ProxyFailure } from '@/lib/backend/proxy-failure'
import { codeInWords } from '@/lib/backend/reach-failure'
import { fullContextIn, type FullContext } from './full-context'
import { ModelError } from '../model'
import { wordsOf } from './reported-error'

/** What error texts may tell of an endpoint, and what they must not. */
export interface Endpoint {
  /** Host and port, without credentials or path. */
  readonly host: string
  /** What follows its base URL, such as `/chat/completions`. */
  readonly path: string
  readonly apiKey: string
  readonly headers: Readonly<Record<string, string>>
}

/** The endpoint answered with a status that is no success. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  constructor(
    readonly status: number,
    /** What it said: an object or text. */
    readonly error: unknown,
    /** How long it asks to wait before the next request. */
    readonly retryAfterMs: number | undefined,
  ) {
    super(`answered ${status}`)
  }
}

/** The endpoint refuses a parameter that must not be left out. */
export class ParameterRefusal extends Error {
  override readonly name = 'ParameterRefusal'
  constructor(
    readonly parameter: string,
    readonly refusal: RefusalError,
  ) {
    super(`${parameter} was refused`)
  }
}

/** The conversation is longer than the model reads. */
export class FullContextError extends ModelError {
  override readonly name = 'FullContextError'
  constructor(
    message: string,
    readonly context: FullContext,
  ) {
    super('invalid_prompt', message)
  }
}

/** What says when to retry may stand behind a list of limits. */
const MAX_REASON_LENGTH = 1_000
const MIB = 1024 * 1024

/** A failure before the first chunk: the endpoint was not reached, or it refused. */
export function requestError(error: unknown, endpoint: Endpoint): ModelError {
  if (error instanceof ModelError) return error
  if (error instanceof ParameterRefusal) return refusedParameter(error, endpoint)
  return error instanceof RefusalError ? refused(error, endpoint) : unreachable(error, endpoint)
}

/** A failure while the answer was being read. */
export const streamError = (error: unknown, endpoint: Endpoint): ModelError =>
  error instanceof ModelError ? error : cutOff(endpoint, causeOf(error))

/** The endpoint reported an error while it was answering. */
export function reported(error: unknown, endpoint: Endpoint): ModelError {
  const message = `The model endpoint ${endpoint.host} reported an error while answering${reasonOf(error, endpoint)}`
  return toModelError(codeOfReport(error), message, error)
}

/** The line ended, broken or closed, before the model had said that it was finished. */
export function cutOff({ host }: Endpoint, cause?: string): ModelError {
  const detail = cause === undefined ? '' : ` (${cause})`
  return new ModelError('server_error', `The answer of the model endpoint ${host} was cut off in the middle${detail}.`)
}

export function idleTooLong({ host }: Endpoint, idleMs: number): ModelError {
  const message = `The model endpoint ${host} sent nothing for ${idleMs / 1000} s; it was given up.`
  return new ModelError('server_error', message)
}

export function tooLargePiece({ host }: Endpoint, bytes: number): ModelError {
  const message = `The model endpoint ${host} sent more than ${bytes / MIB} MiB in one piece; its answer was given up.`
  return new ModelError('server_error', message)
}

export function tooMuch({ host }: Endpoint, bytes: number): ModelError {
  const message = `The model endpoint ${host} sent more than ${bytes / MIB} MiB for one answer; it was given up.`
  return new ModelError('server_error', message)
}

export function tooComplex({ host }: Endpoint, { levels, values }: Extent): ModelError {
  const message = `The model endpoint ${host} sent JSON of more than ${levels} levels or ${values} values in one piece; its answer was given up.`
  return new ModelError('server_error', message)
}

/** What was sent cannot be made an answer of. */
export const brokenAnswer = ({ host }: Endpoint, reason: string): ModelError =>
  new ModelError('server_error', `The model endpoint ${host} sent a broken answer. ${reason}`)

export function tooLong({ host }: Endpoint, bytes: number): ModelError {
  const message = `The model endpoint ${host} wrote more than ${bytes / MIB} MiB in one answer; it was given up.`
  return new ModelError('server_error', message)
}

export function notAStream({ host, path }: Endpoint): ModelError {
  const message = `The model endpoint ${host} answered with text/html instead of a stream of events.`
  return new ModelError('server_error', `${message} Does its address end where ${path} has to follow?`)
}

interface Redirect {
  readonly status: number
  readonly target: URL
  /** Whether it leads to the endpoint's own origin. */
  readonly isOwn: boolean
}

export function redirected({ host }: Endpoint, redirect: Redirect): ModelError {
  const message = `The model endpoint ${host} redirects to ${placeOf(redirect)} (${redirect.status}), which is not followed`
  const way = isHttp(redirect.target) ? 'the address that answers' : 'an http:// or https:// address that answers'
  return new ModelError('server_error', `${message}: give the endpoint ${way}, ${whereGiven}.`)
}

export function redirectedOften({ host }: Endpoint, status: number): ModelError {
  const message = `The model endpoint ${host} redirects again and again (${status})`
  return new ModelError('server_error', `${message}: give the endpoint the address that answers, ${whereGiven}.`)
}

const whereGiven = 'on the page of models or in MODEL_BASE_URL'

const isHttp = ({ protocol }: URL) => protocol === 'http:' || protocol === 'https:'

/** The origin is all that may be told of the target: the rest of an address may hold secrets. */
function placeOf({ target, isOwn }: Redirect): string {
  if (!isHttp(target)) return `a ${target.protocol} address`
  return isOwn ? 'another path of its own' : target.origin
}

/** The same error with a sentence more. */
export function withHint({ code, message }: ModelError, hint: string): ModelError {
  const said = /[.!?。！？…]$/u.test(message) ? message : `${message}.`
  return new ModelError(code, `${said} ${hint}`)
}

function refusedParameter({ parameter, refusal }: ParameterRefusal, endpoint: Endpoint): ModelError {
  const way = `It is sent without it when the server is started with MODEL_LEAVE_OUT=${parameter}.`
  return withHint(refused(refusal, endpoint), `The endpoint does not take ${parameter}. ${way}`)
}

function unreachable(error: unknown, { host }: Endpoint): ModelError {
  const cause = causeOf(error)
  const detail = cause === undefined ? '' : ` (${cause})`
  const way = error instanceof ProxyFailure ? ` through the proxy ${error.proxy}` : ''
  return new ModelError('server_error', `The model endpoint ${host} could not be reached${way}${detail}.`)
}

function refused({ status, error, retryAfterMs }: RefusalError, endpoint: Endpoint): ModelError {
  const wait =
    retryAfterMs !== undefined && retryAfterMs >= 1_000 ? ` and asks to wait ${durationOf(retryAfterMs)}` : ''
  const message = `The model endpoint ${endpoint.host} answered ${status}${wait}${reasonOf(error, endpoint)}`
  return toModelError(codeOfStatus(status), message, error)
}

/** Whoever asks too much at once is told of tokens, too: that is no full context. */
function toModelError(code: ModelError['code'], message: string, error: unknown): ModelError {
  const context = code === 'rate_limit_exceeded' ? undefined : fullContextIn(error)
  return context ? new FullContextError(message, context) : new ModelError(code, message)
}

/** In the largest unit that still tells it well. */
function durationOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds <= 120) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes <= 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}

function codeOfStatus(status: number): ModelError['code'] {
  if (status === 429) return 'rate_limit_exceeded'
  return status === 400 || status === 413 || status === 422 ? 'invalid_prompt' : 'server_error'
}

/** Inside a stream there is no status; endpoints put it, or a word for it, into one of these. */
function codeOfReport(error: unknown): ModelError['code'] {
  const { code, type, status } = (error ?? {}) as { code?: unknown; type?: unknown; status?: unknown }
  const said = [code, type, status].map((word) => String(word ?? '')).join(' ')
  if (/\b429\b|rate.?limit|quota|too.?many.?requests|resource.?exhausted/i.test(said)) return 'rate_limit_exceeded'
  if (
    /\b4(?:00|13|22)\b|bad.?request|invalid.?(?:request|argument|parameter|prompt|image)|context.?length/i.test(said)
  ) {
    return 'invalid_prompt'
  }
  return 'server_error'
}

/** `: <what the endpoint said>`, or a full stop when it said nothing that a person could read. */
function reasonOf(error: unknown, { apiKey, headers }: Endpoint): string {
  const words = wordsOf(error).replaceAll(/\s+/g, ' ').trim()
  if (words === '' || words.startsWith('<')) return '.'
  const secrets = [apiKey, ...Object.values(headers)].filter((secret) => secret !== '')
  const safe = secrets.reduce((shown, secret) => shown.replaceAll(secret, '[key]'), words)
  return `: ${safe.length > MAX_REASON_LENGTH ? `${safe.slice(0, MAX_REASON_LENGTH)}…` : safe}`
}

/** What broke the line. Messages are not shown: they may hold the whole address. */
function causeOf(error: unknown): string | undefined {
  const code = causeCodeOf(error)
  return code === undefined ? undefined : codeInWords(code)
}

/** The innermost error code, such as ECONNREFUSED. */
function causeCodeOf(error: unknown): string | undefined {
  let code: string | undefined
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const found = (at as NodeJS.ErrnoException).code
    if (typeof found === 'string') code = found
  }
  return code
}
