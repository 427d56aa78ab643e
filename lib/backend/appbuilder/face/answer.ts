import { badRequest, type ApiError } from '@/lib/protocol/error'
import { pageWithin } from '../page-within'

/** What belongs to the business of a request; other statuses say that it did not come to business. */
const businessStatuses: ReadonlySet<number> = new Set([400, 404, 409, 422])

/** Answers whose status is their only place for an error. */
const plainPaths: readonly string[] = ['/v2/storage/files/download', '/v2/storage/files/content']

/**
 * The error as AppBuilder sends it: inside a 200 where the answer is JSON and the error is the caller's. A stream, a
 * download, and whatever is no business of the caller's, has a status.
 */
export function errorAnswer(error: ApiError, { path, isStream }: { path: string; isStream: boolean }): Response {
  const { code, message, type, param } = error.body
  const body = { error: { code: code ?? error.status, message, type, param } }
  const isEnvelope = businessStatuses.has(error.status) && !isStream && !plainPaths.includes(path)
  return Response.json(body, { status: isEnvelope ? 200 : error.status })
}

interface Cut {
  /** What the listed are called in messages to clients. */
  readonly noun: string
  readonly query: Parameters<typeof pageWithin>[1] & { readonly after: string; readonly before: string }
}

/** The answer of a list that is known whole, oldest first. Throws for a cursor that is not among it. */
export function wholeAnswer<T extends { readonly id: string }>(all: readonly T[], { noun, query }: Cut) {
  for (const param of ['after', 'before'] as const) {
    const id = query[param]
    if (id === '' || all.some((each) => each.id === id)) continue
    throw badRequest(`Invalid '${param}': no ${noun} found with id '${id}'.`, { param, code: 'invalid_value' })
  }
  return pageAnswer(pageWithin(all, query))
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
