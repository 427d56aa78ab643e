import { ApiError } from '@/lib/protocol/error'

/** What is said of a body of more bytes than are taken. */
export const tooLarge = (maxBodyBytes: number) =>
  new ApiError(413, `The request's body is larger than the ${maxBodyBytes} bytes that this server takes.`, {
    code: 'request_too_large',
  })
