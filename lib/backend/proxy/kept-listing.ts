// How far the list of a backend's threads has been read, kept so that the next start, or another instance, goes on
// there.
import type { ThreadListing } from '@/lib/protocol/playground'
import type { Store, Tables } from '@/lib/backend/store/store'

export interface KeptListing extends Omit<ThreadListing, 'unread' | 'waits_until_ms'> {
  /** The last thread that the list had; null at its beginning. */
  readonly after: string | null
  /** When this reading of the list began, in Unix milliseconds. */
  readonly begun_ms: number
  /** Until when whoever reads it waits, where others are to know. It may have ended before. */
  readonly waits_until_ms?: number | null
}

const KEY = { kind: 'thread_listing', id: 'threads', owner: 'thread_listing' } as const

type Records = Pick<Tables, 'records'>

export const keptListing = async ({ records }: Records): Promise<KeptListing | undefined> =>
  (await records.get(KEY.kind, KEY.id)) as KeptListing | undefined

export const keepListing = ({ records }: Records, kept: KeptListing) => records.put(KEY, kept)

/** A new reading; what is known of the last whole one stays. */
export const newListing = (begun_ms: number, before: KeptListing | undefined): KeptListing => ({
  status: 'running',
  phase: 'listing',
  listed: 0,
  listed_before: before?.listed_before ?? null,
  complete_ms: before?.complete_ms ?? null,
  error: null,
  after: null,
  begun_ms,
})

/** The same reading, which goes on. */
export const underway = (kept: KeptListing): KeptListing => ({ ...kept, status: 'running', error: null })

/** As somebody sets it going who does not wait for its day: on from where it was, or anew. */
export const startedListing = (kept: KeptListing | undefined, nowMs: number): KeptListing =>
  kept !== undefined && kept.status !== 'complete' ? underway(kept) : newListing(nowMs, kept)

interface Moment {
  readonly nowMs: number
  /** By default what is kept of that. */
  readonly waitsUntilMs?: number | null
}

/** What pages are told of it. */
export async function toldListing(
  store: Pick<Store, 'records' | 'threadMarks'>,
  { nowMs, waitsUntilMs }: Moment,
): Promise<ThreadListing> {
  const listing = (await keptListing(store)) ?? newListing(nowMs, undefined)
  const { after: _after, begun_ms: _begun, waits_until_ms: kept = null, ...told } = listing
  const until = waitsUntilMs === undefined ? kept : waitsUntilMs
  const isAhead = until !== null && until > nowMs
  return { ...told, unread: await store.threadMarks.countUnread(), waits_until_ms: isAhead ? until : null }
}
