// The three parts of reading a backend's list of threads. Each goes on where the one before, or an earlier process,
// has stopped, and throws what keeps it from going on.
import { ACCOUNT_CODES, ApiError, isNotFound } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import type { Thread } from '@/lib/protocol/thread'
import { search } from '@/lib/wire-client/requests'
import { askInBackground } from '@/lib/backend/wire/ask-in-background'
import { ensureThread } from './adopt'
import { tableFor } from './frame-observation'
import { noteGone, noteHere } from './gone'
import type { KeptListing } from './kept-listing'
import type { Recording } from './recording'
import { takeThread } from './seen-objects'

export interface Reading {
  readonly recording: Recording
  readonly signal: AbortSignal
  readonly kept: () => KeptListing
  readonly keep: (change: Partial<KeptListing>) => Promise<void>
  /** Throws where it is stopped. */
  readonly wait: (ms: number) => Promise<void>
  readonly onWaiting: (ms: number | null) => void
}

const PAGE = 100

/** Page after page, oldest first: what is created meanwhile comes at the end. */
export async function readList(reading: Reading): Promise<void> {
  const { recording, signal, kept, keep } = reading
  const { ask, store, queue } = recording
  for (let hasMore = true; hasMore;) {
    const { after, listed, begun_ms } = kept()
    const path = `/threads${search({ limit: PAGE, order: 'asc', after: after ?? undefined })}`
    const page = await askInBackground(reading, () => ask<List<Thread>>(path, signal)).catch(unlessLost(after))
    if (page === undefined) {
      await keep({ after: null, listed: 0 })
      continue
    }
    const threads = threadsIn(page.value)
    await Promise.all(threads.map((thread) => queue.aside(thread.id, () => takeThread(recording, thread))))
    await store.threadMarks.setListed(
      threads.map(({ id }) => id),
      begun_ms,
    )
    const last = threads.at(-1)?.id
    hasMore = page.value.has_more && last !== undefined
    if (hasMore && last === after) throw stuck()
    await keep({ after: last ?? after, listed: listed + threads.length })
  }
}

function threadsIn({ data }: List<Thread>): readonly Thread[] {
  if (!Array.isArray(data)) {
    throw new ApiError(502, 'The backend answered with no list of threads.', { code: ACCOUNT_CODES.failed })
  }
  return data.filter((each) => tableFor(each) === 'threads')
}

const stuck = () =>
  new ApiError(502, 'The backend answers with the same page of threads again.', { code: ACCOUNT_CODES.failed })

/** The thread behind which to go on may have been deleted meanwhile: then the list is read from its beginning. */
const unlessLost = (after: string | null) => (error: unknown) => {
  if (after === null || !(error instanceof ApiError) || ![400, 404].includes(error.status)) throw error
  return undefined
}

/** Asks for each thread that the list did not have: only that says whether it is gone. */
export async function checkUnlisted(reading: Reading): Promise<void> {
  const { recording, signal, kept } = reading
  const { ask, store, queue } = recording
  for (let behind = 0; ;) {
    const unlisted = await store.threadMarks.unlisted({ sinceMs: kept().begun_ms, behind, limit: PAGE })
    for (const { id } of unlisted) {
      const isThere = await askInBackground(reading, () => ask(`/threads/${encodeURIComponent(id)}`, signal)).then(
        () => true,
        (error: unknown) => {
          if (!isNotFound(error)) throw error
          return false
        },
      )
      await queue.aside(id, () => (isThere ? noteHere : noteGone)(recording, id))
    }
    const last = unlisted.at(-1)
    if (last === undefined) return
    behind = last.position
  }
}

/** What was said in threads of which only the list has told, the newest first. */
export async function readContents(reading: Reading): Promise<void> {
  const { recording } = reading
  const { store, queue } = recording
  const refused = new Set<string>()
  for (;;) {
    const waiting = (await store.threadMarks.unread(PAGE + refused.size)).filter((id) => !refused.has(id))
    if (waiting.length === 0) return
    for (const id of waiting) {
      try {
        await askInBackground(reading, () => queue.aside(id, () => ensureThread(recording, id)))
      } catch (error) {
        reading.signal.throwIfAborted()
        // The others may well be read; whoever opens this one is told why not.
        if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error
        if (isNotFound(error)) await queue.aside(id, () => noteGone(recording, id))
        else refused.add(id)
      }
    }
  }
}
