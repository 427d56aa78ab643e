// How far the list of a backend's threads has been read, kept so that the next start goes on there.
import type { ThreadListing } from '@/lib/protocol/playground'
import type { Store } from '@/lib/backend/store/store'

export interface KeptListing extends Omit<ThreadListing, 'unread' | 'waits_until_ms'> {
  /** The last thread that the list had; null at its beginning. */
  readonly after: string | null
  /** When this reading of the list began, in Unix milliseconds. */
  readonly begun_ms: number
}

const KEY = { kind: 'thread_listing', id: 'threads', owner: 'thread_listing' } as const

export const keptListing = async ({ records }: Pick<Store, 'records'>): Promise<KeptListing | undefined> =>
  (await records.get(KEY.kind, KEY.id)) as KeptListing | undefined

export const keepListing = ({ records }: Pick<Store, 'records'>, kept: KeptListing) => records.put(KEY, kept)

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
