import { ApiError } from '@/lib/protocol/error'

/** How Node says that the sender of a request went away before its body was whole. */
const isBrokenOff = (error: unknown) =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** The answer that nobody waits for any more; undefined for other errors. It is nothing that an operator can mend. */
export const brokenOff = (error: unknown): ApiError | undefined =>
  isBrokenOff(error) ? new ApiError(400, 'The request ended before its body was whole.') : undefined
