// What went wrong on the way to AppBuilder, and what its wire lacks, in the protocol's words.
import {
  AppBuilderConnectionError,
  AppBuilderError,
  AppBuilderHttpError,
  AppBuilderInputError,
  AppBuilderServerError,
} from '@/lib/appbuilder/error'
import { ACCOUNT_CODES, accountFailureOf, ApiError, badRequest } from '@/lib/protocol/error'
import type { ResponseFormat, Tool } from '@/lib/protocol/tool'
import { ActiveRunError } from '@/lib/backend/store/store'
import { AnswerSizeError, SilenceError } from './account-line'

/** Statuses that mean the same to whoever asked us; others are between us and the gateway. */
const passedOn: ReadonlySet<number> = new Set([400, 404, 409, 413, 422, 429])

/** Undefined for what is no error of AppBuilder's. */
export function toApiError(error: unknown): ApiError | undefined {
  if (error instanceof AppBuilderInputError) {
    return badRequest(`AppBuilder does not take this: ${error.message}`, {
      param: error.param || null,
      code: 'invalid_value',
    })
  }
  if (error instanceof AppBuilderServerError) {
    const { code, message } = error.detail
    return new ApiError(Number(code) === 404 ? 404 : 400, message, { code: String(code ?? 'appbuilder_error') })
  }
  if (error instanceof AppBuilderHttpError) {
    const { status } = error
    if (passedOn.has(status)) return new ApiError(status, error.message, { code: 'appbuilder_error' })
    if (isKeyRefusal(error)) return keyRefused(status)
    return upstream(`AppBuilder answered with HTTP status ${status}.`)
  }
  if (error instanceof AppBuilderConnectionError) return lostLine(error)
  return error instanceof AppBuilderError ? upstream(error.message) : undefined
}

/** Does the error say that the account has not done what it was asked for? Without an answer that stays open. */
export function isUndone(error: unknown): boolean {
  if (error instanceof ActiveRunError) return true
  const told = error instanceof ApiError ? error : toApiError(error)
  return told !== undefined && (told.status < 500 || accountFailureOf(told) === 'refused')
}

/** The account does not take the key, which says nothing of what was asked for. */
export const isKeyRefusal = ({ status }: AppBuilderHttpError) => status === 401 || status === 403

const keyRefused = (status: number) =>
  new ApiError(
    502,
    `AppBuilder does not take this server's key (HTTP status ${status}). ` +
      'Enter a valid one on the page of connections, or set APPBUILDER_TOKEN and start the server again.',
    { code: ACCOUNT_CODES.refused },
  )

function lostLine({ message, cause }: AppBuilderConnectionError): ApiError {
  if (cause instanceof SilenceError)
    return new ApiError(504, `AppBuilder has not answered for ${cause.seconds} s.`, { code: ACCOUNT_CODES.silent })
  if (cause instanceof AnswerSizeError)
    return upstream(`AppBuilder's answer is larger than the ${cause.bytes} bytes that are read of one.`)
  return upstream(message)
}

/** What went wrong between here and AppBuilder. */
export const upstream = (message: string) => new ApiError(502, message, { code: ACCOUNT_CODES.failed })

/** The id of what AppBuilder answered with. An answer without one is no such object, whatever else it says. */
export function idOf({ id }: { readonly id: string }): string {
  if (id === '') throw upstream('AppBuilder’s answer has no id.')
  return id
}

export const unsupported = (what: string, param: string | null = null) =>
  badRequest(`AppBuilder’s wire has no ${what}.`, { param, code: 'unsupported_value' })

/** Throws for the first parameter that says something which AppBuilder has no field for. */
export function refuseAll(
  body: Readonly<Record<string, unknown>>,
  neutral: Readonly<Record<string, readonly unknown[]>>,
) {
  for (const [param, values] of Object.entries(neutral)) {
    const value = body[param]
    if (value === undefined || value === null || isEmpty(value) || values.includes(value)) continue
    throw unsupported(`${param}, or not this one`, param)
  }
}

/** The account runs tools of its own; the wire between here and there has words for functions alone. */
export function refuseHostedTools(tools: readonly Tool[] | null | undefined) {
  for (const [index, { type }] of (tools ?? []).entries()) {
    if (type !== 'function')
      throw unsupported(`tools of type '${type}': use tools of type 'function'`, `tools[${index}].type`)
  }
}

/** AppBuilder's functions have a schema, but no promise to keep to it. */
export function refuseStrict(tools: readonly Tool[] | null | undefined) {
  const index = tools?.findIndex((tool) => tool.type === 'function' && tool.function.strict === true) ?? -1
  if (index >= 0) throw unsupported('strict functions', `tools[${index}].function.strict`)
}

/** AppBuilder answers in JSON, but not after a schema. */
export function refuseJsonSchema(format: ResponseFormat | null | undefined) {
  if (typeof format === 'object' && format?.type === 'json_schema') {
    throw unsupported('response_format of type json_schema', 'response_format')
  }
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0
