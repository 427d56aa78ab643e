/** Where an object stands in the order of insertion, and when it was made, where that is not here and now. */
export interface Placement {
  /** Unix milliseconds; the place follows it, unless it is given or what is stored already stands higher. */
  readonly createdMs?: number
  /** A whole number that no object of the kind has. Whatever is inserted later stands above it. */
  readonly position?: number
}
