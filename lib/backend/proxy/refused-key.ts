import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'

/**
 * An answer as pages get it. To them 401 and 403 say that they are not signed in here; what was refused is the
 * connection's key.
 */
export async function withRefusedKey(answer: Response): Promise<Response> {
  if (answer.status !== 401 && answer.status !== 403) return answer
  const { message } = await ApiError.fromResponse(answer)
  return new ApiError(502, message, { code: ACCOUNT_CODES.refused }).toResponse()
}
