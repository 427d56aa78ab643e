import type { Change } from '@/lib/protocol/playground'
import type { Clock } from '@/lib/backend/clock'
import { alone, createTopic, type Notifier, type Place } from '@/lib/backend/notifier'

export type ChangeListener = (change: Change, place: Place) => void

/** Tells whoever listens in this process, and in other instances, that something in a list has changed. */
export interface Changes {
  publish(change: Change): void
  /** When the last change was published, in Unix milliseconds; null while there was none. */
  lastMs(): number | null
  /** Hears of changes of every instance. Returns the function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void
  /** Called when changes of other instances may have been missed: anything may have changed. */
  onMissed(listener: () => void): () => void
}

const changed = createTopic<Change>('changed')

/** `notifier` is that of the connection whose changes they are. */
export function createChanges(clock: Clock, notifier: Notifier = alone): Changes {
  let lastMs: number | null = null
  const listeners = new Set<ChangeListener>()
  const tellHere = (change: Change, place: Place) => {
    lastMs = clock()
    for (const listener of listeners) listener(change, place)
  }
  notifier.listen(changed, (change, place) => {
    if (place === 'elsewhere') tellHere(change, place)
  })
  notifier.onMissed(() => (lastMs = clock()))
  return {
    publish(change) {
      tellHere(change, 'here')
      notifier.tell(changed, change)
    },
    lastMs: () => lastMs,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onMissed: notifier.onMissed,
  }
}
