/** A part of a list. */
export interface Page<T> {
  readonly data: readonly T[]
  readonly hasMore: boolean
}
