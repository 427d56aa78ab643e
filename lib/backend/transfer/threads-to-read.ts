// Which threads of a connection are read: those that were asked for, all that it lists, or all that were seen of it.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import { search } from '@/lib/wire-client/requests'
import { type AskSource, isAbsence, type Listed, SourceAwayError } from './ask-source'
import type { Reached } from './unit'

/** Their ids, oldest first unless they were asked for in another order; those behind `from`. */
export async function* threadsToRead(
  ask: AskSource,
  threadIds: readonly string[] | null,
  from: Reached | undefined,
): AsyncGenerator<string> {
  if (threadIds) {
    const ids = [...new Set(threadIds)]
    yield* ids.slice(from ? ids.indexOf(from.threadId) + 1 : 0)
    return
  }
  try {
    yield* knownThreads(ask, from)
  } catch (error) {
    throw error instanceof ApiError ? new SourceAwayError(error.message, { cause: error }) : error
  }
}

async function* knownThreads(ask: AskSource, from: Reached | undefined): AsyncGenerator<string> {
  let isListed = false
  try {
    for await (const { id } of goingOn((after) => ask.pages('/threads', after), from)) {
      isListed = true
      yield id
    }
  } catch (error) {
    // Hosted services tell this list to browsers alone, others have never had it.
    if (isListed || !isUntold(error)) throw error
    for await (const { id } of goingOn((after) => seen(ask, after), from)) yield id
  }
}

const isUntold = (error: unknown) =>
  isAbsence(error) ||
  (error instanceof ApiError && ([401, 403].includes(error.status) || error.body.code === ACCOUNT_CODES.refused))

async function* seen(ask: AskSource, begin: string): AsyncGenerator<Listed> {
  for (let after = begin, hasMore = true; hasMore;) {
    const page = await ask.seen(`/threads${search({ limit: 100, sort: 'created', order: 'asc', after })}`)
    yield* page.data
    after = page.last_id
    hasMore = page.has_more && page.data.length > 0
  }
}

/** Behind the thread that was reached. Where that is gone meanwhile: all that are not older. */
async function* goingOn(
  list: (after: string) => AsyncGenerator<Listed>,
  from: Reached | undefined,
): AsyncGenerator<Listed> {
  let isBegun = false
  try {
    for await (const thread of list(from?.threadId ?? '')) {
      isBegun = true
      yield thread
    }
  } catch (error) {
    if (!from || isBegun || !isAbsence(error)) throw error
    for await (const thread of list('')) {
      if (thread.id !== from.threadId && Number(thread['created_at']) >= from.createdAt) yield thread
    }
  }
}
