import type { Change } from '@/lib/protocol/playground'
import type { Clock } from '@/lib/backend/clock'

export type ChangeListener = (change: Change) => void

/** Tells whoever listens in this process that something in a list has changed. */
export interface Changes {
  publish(change: Change): void
  /** When the last change was published, in Unix milliseconds; null while there was none. */
  lastMs(): number | null
  /** Returns the function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void
}

export function createChanges(clock: Clock): Changes {
  let lastMs: number | null = null
  const listeners = new Set<ChangeListener>()
  return {
    publish(change) {
      lastMs = clock()
      for (const listener of listeners) listener(change)
    },
    lastMs: () => lastMs,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
