import type { ApiError } from '@/lib/protocol/error'

/** What belongs to the business of a request; other statuses say that it did not come to business. */
const businessStatuses: ReadonlySet<number> = new Set([400, 404, 409, 422])

/** Answers whose status is their only place for an error. */
const plainPaths: readonly string[] = ['/v2/storage/files/download', '/v2/storage/files/content']

/**
 * The error as AppBuilder tells it: inside a 200 where the answer is JSON and the error is the caller's. A stream, a
 * download, and whatever is no business of the caller's, has a status.
 */
export function errorAnswer(error: ApiError, { path, isStream }: { path: string; isStream: boolean }): Response {
  const { code, message, type, param } = error.body
  const body = { error: { code: code ?? error.status, message, type, param } }
  const isEnvelope = businessStatuses.has(error.status) && !isStream && !plainPaths.includes(path)
  return Response.json(body, { status: isEnvelope ? 200 : error.status })
}

interface Listed<T> {
  readonly data: readonly T[]
  readonly hasMore: boolean
}

/** A list's answer. */
export const pageAnswer = <T extends { readonly id: string }>({ data, hasMore }: Listed<T>) => ({
  object: 'list',
  data,
  first_id: data[0]?.id ?? '',
  last_id: data.at(-1)?.id ?? '',
  has_more: hasMore,
})
