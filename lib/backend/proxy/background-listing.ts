import type { ListingThreads } from '@/lib/backend/wire/playground-routes'

/** Reading a backend's list of threads, again each day. */
export interface BackgroundListing extends ListingThreads {
  /** Begins, or goes on, unless somebody has stopped it. */
  open(): Promise<void>
  /** Leaves it as it is, for the next time that it is opened. */
  leave(): Promise<void>
  /** Call once, when the recording is closed. Resolves when nothing is underway any more. */
  ended(): Promise<void>
}
