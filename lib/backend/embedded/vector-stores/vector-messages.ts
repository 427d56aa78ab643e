/** What the thread that compares vectors is told and asked. */
export type VectorJob =
  | {
      readonly type: 'add'
      readonly store: number
      readonly blocks: readonly { readonly block: number; readonly vectors: readonly Float32Array[] }[]
    }
  | { readonly type: 'drop'; readonly store: number }
  | {
      readonly type: 'nearest'
      readonly id: number
      readonly store: number
      readonly vector: Float32Array
      readonly limit: number
      /** The blocks that count; undefined where all do. */
      readonly blocks: ReadonlySet<number> | undefined
    }

export interface NearChunk {
  readonly block: number
  readonly index: number
  /** Cosine: -1 to 1. */
  readonly score: number
}

export interface VectorAnswer {
  readonly id: number
  readonly found: readonly NearChunk[]
}
