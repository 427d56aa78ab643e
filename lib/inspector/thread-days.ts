import { createdAt, type ThreadEntry } from './thread-view'

/**
 * The entries that begin another day than the one before them, by id, with the moment they were said (Unix ms). The
 * first entry begins a day unless that is today: a conversation of today needs no date. `dayOf` names a moment's day in
 * the reader's own zone.
 */
export function daysOf(
  entries: readonly ThreadEntry[],
  { now, dayOf }: { readonly now: number; readonly dayOf: (ms: number) => string },
): ReadonlyMap<string, number> {
  const days = new Map<string, number>()
  let last = dayOf(now)
  for (const entry of entries) {
    const ms = createdAt(entry) * 1000
    const day = dayOf(ms)
    if (day !== last) days.set(entry.id, ms)
    last = day
  }
  return days
}
