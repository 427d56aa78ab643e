import { ApiError, internalError, STORE_CODES } from '@/lib/protocol/error'
import { damageAnswer } from '@/lib/backend/store/damage-answer'
import { ActiveRunError } from '@/lib/backend/store/store'
import { storeRefusalOf, type StoreRefusal } from '@/lib/backend/store/store-refusal'

const words: Readonly<Record<StoreRefusal, string>> = {
  full: 'The disk is full, so nothing was stored. Ask again when there is room on the server.',
  busy: 'The database is held by another program, so nothing was stored. Ask again in a few seconds.',
  unreachable: 'The database cannot be written, so nothing was stored. Ask again in a few seconds.',
  bucket: 'The bytes of files cannot be reached, so nothing was stored or read. Ask again in a few seconds.',
}

/** Clients that retry by themselves wait this long. */
const RETRY_AFTER_SECONDS = 5

/** How Node says that the sender of a request went away before its body was whole. */
const isBrokenOff = (error: unknown) =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** The answer that nobody waits for any more; undefined for other errors. It is nothing that an operator can mend. */
const brokenOff = (error: unknown): ApiError | undefined =>
  isBrokenOff(error) ? new ApiError(400, 'The request ended before its body was whole.') : undefined

/** An error as the client gets it. One that was not foreseen says nothing of the inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof ActiveRunError) return new ApiError(400, error.message)
  const refusal = storeRefusalOf(error)
  if (!refusal) return damageAnswer(error) ?? brokenOff(error) ?? internalError()
  return new ApiError(503, words[refusal], { code: STORE_CODES[refusal], retryAfterSeconds: RETRY_AFTER_SECONDS })
}
