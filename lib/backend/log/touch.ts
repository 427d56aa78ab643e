import type { RunEvent } from '@/lib/protocol/event'

/** The ids of what events are about. */
export interface Touch {
  readonly steps: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
  /** Told whole, and not only in deltas. */
  readonly told: ReadonlySet<string>
  readonly born: ReadonlySet<string>
}

export function touchOf(events: readonly RunEvent[]): Touch {
  const touch = {
    steps: new Set<string>(),
    messages: new Set<string>(),
    told: new Set<string>(),
    born: new Set<string>(),
  }
  let last: string | undefined
  for (const { event, data } of events) {
    if (!('id' in data)) continue
    const isDelta = event.endsWith('.delta')
    // Of one object there may be hundreds in a row.
    if (isDelta && data.id === last) continue
    last = data.id
    if (data.object.startsWith('thread.message')) touch.messages.add(last)
    if (data.object.startsWith('thread.run.step')) touch.steps.add(last)
    if (!isDelta) touch.told.add(last)
    if (event.endsWith('.created')) touch.born.add(last)
  }
  return touch
}

/** Those of a run's objects that have these ids: they are the newest, so a long run's others are not looked at. */
export const touchedIn = <T extends { readonly id: string }>(objects: readonly T[], ids: ReadonlySet<string>) =>
  [...ids].flatMap((id) => objects.findLast((object) => object.id === id) ?? [])
