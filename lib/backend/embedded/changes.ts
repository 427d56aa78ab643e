import type { Change } from '@/lib/protocol/playground'

export type ChangeListener = (change: Change) => void

/** Tells whoever listens in this process that something in a list has changed. */
export interface Changes {
  publish(change: Change): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<ChangeListener>()
  return {
    publish(change) {
      for (const listener of listeners) listener(change)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
