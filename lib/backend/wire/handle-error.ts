import type { ApiError } from '@/lib/protocol/error'
import { toApiError } from './to-api-error'

interface ErrorReporting {
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
  /** What the operator is told of an error that was not foreseen. */
  readonly message: string
  /** The errors that only this wire knows: what clients are told of one; undefined for others. */
  readonly refusalOf?: (error: unknown) => ApiError | undefined
}

/** What a client is told of an error that ended its request. One that was not foreseen is reported to the operator. */
export function handleError(error: unknown, { report, message, refusalOf }: ErrorReporting): ApiError {
  const refusal = refusalOf?.(error)
  if (refusal) return refusal
  const told = toApiError(error)
  if (told.status >= 500 && told !== error) report(message, error)
  return told
}
