// Appends of which nobody knows whether they are stored: the connection to the database broke while they were
// committed. Whoever writes them again must not write them twice.
import type { LoggedEvent, Observation } from '@/lib/protocol/event'
import type { Store } from '@/lib/backend/store/store'
import { storeRefusalOf } from '@/lib/backend/store/store-refusal'
import type { LiveRun } from './live-run'

export function createUnsureAppends({ events }: Pick<Store, 'events'>) {
  const unsure = new WeakMap<LiveRun, readonly Observation[]>()
  /** The data of events that were found stored. */
  const stored = new WeakSet<object>()
  return {
    /** Notes it if the failure leaves open what was stored. */
    note(live: LiveRun, seen: readonly Observation[], error: unknown) {
      if (storeRefusalOf(error) === 'unreachable') unsure.set(live, seen)
    },

    /** What was stored after all of an append that failed; undefined where nothing was. */
    async find(live: LiveRun): Promise<readonly LoggedEvent[] | undefined> {
      const seen = unsure.get(live)
      if (!seen) return undefined
      const found = await events.after(live.id, live.view().lastSeq, seen.length)
      unsure.delete(live)
      if (found.length === 0) return undefined
      for (const { data } of seen) stored.add(data)
      return found
    },

    /** Those that are still to be written. */
    without: (seen: readonly Observation[]) => seen.filter(({ data }) => !stored.has(data)),
  }
}
