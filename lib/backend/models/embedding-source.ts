import type { Embeddings } from './remote/embeddings'

/** What makes embeddings now. It may be chosen anew while the server runs. */
export interface EmbeddingSource {
  /** Undefined where words alone find chunks. */
  readonly current: Embeddings | undefined
  /** Called after each choice; what is returned ends that. */
  subscribe(listener: () => void): () => void
}

export interface OwnedEmbeddingSource extends EmbeddingSource {
  choose(embeddings: Embeddings | undefined): void
}

export function createEmbeddingSource(first?: Embeddings): OwnedEmbeddingSource {
  let current = first
  const listeners = new Set<() => void>()
  return {
    get current() {
      return current
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    choose(embeddings) {
      if (embeddings === current) return
      current = embeddings
      for (const listener of listeners) listener()
    },
  }
}
