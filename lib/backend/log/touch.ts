import type { RunEvent } from '@/lib/protocol/event'

/** The ids of what events are about. */
export interface Touch {
  readonly all: ReadonlySet<string>
  /** Told whole, and not only in deltas. */
  readonly told: ReadonlySet<string>
  readonly born: ReadonlySet<string>
}

export function touchOf(events: readonly RunEvent[]): Touch {
  const [all, told, born] = [new Set<string>(), new Set<string>(), new Set<string>()]
  let last: string | undefined
  for (const { event, data } of events) {
    if (!('id' in data)) continue
    const isDelta = event.endsWith('.delta')
    // Of one object there may be hundreds in a row.
    if (isDelta && data.id === last) continue
    last = data.id
    all.add(last)
    if (!isDelta) told.add(last)
    if (event.endsWith('.created')) born.add(last)
  }
  return { all, told, born }
}

/** Those of a run's objects that the events are about: the newest, so a long run's others are not looked at. */
export const touchedIn = <T extends { readonly id: string }>(objects: readonly T[], { all }: Touch) =>
  [...all].flatMap((id) => objects.findLast((object) => object.id === id) ?? [])
