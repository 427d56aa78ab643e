import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import { search } from '@/lib/wire-client/requests'
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'

/** When a request was sent and its answer came, in Unix milliseconds. */
export interface Asked {
  readonly askedMs: number
  readonly atMs: number
}

export interface Answer<T> extends Asked {
  readonly value: T
  readonly headers: Headers
  /** What was asked, and the answer as it came. */
  readonly path: string
  readonly text: string
}

/** Asks the upstream for something by itself. Throws ApiError for a refusal. */
export type Ask = <T>(path: string, signal?: AbortSignal) => Promise<Answer<T>>

/** Its host is never polled. */
const ORIGIN = 'http://upstream.internal'

export const upstreamUrl = (pathAndQuery: string) => `${ORIGIN}${pathAndQuery}`

export function createAsk(upstream: Backend, clock: Clock, closing: AbortSignal): Ask {
  return async <T>(path: string, signal = closing) => {
    const askedMs = clock()
    const response = await upstream(new Request(upstreamUrl(path), { signal }))
    if (!response.ok) throw await ApiError.fromResponse(response)
    const text = await response.text()
    return { value: parsed<T>(text), headers: response.headers, path, text, askedMs, atMs: clock() }
  }
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch {
    throw new ApiError(502, 'The backend answered with no JSON.', { code: ACCOUNT_CODES.failed })
  }
}

const PAGE = 100

/** A whole list, oldest first, over as many pages as that takes. */
export async function askAll<T extends { readonly id: string }>(ask: Ask, path: string): Promise<readonly T[]> {
  const data: T[] = []
  for (let hasMore = true; hasMore;) {
    const { value } = await ask<List<T>>(path + search({ limit: PAGE, order: 'asc', after: data.at(-1)?.id }))
    data.push(...value.data)
    hasMore = value.has_more && value.data.length > 0
  }
  return data
}
