/** What somebody thinks of a run. Ratings are the playground's own: no object of the wire says anything of them. */
export interface Rating {
  readonly value: 'up' | 'down'
  /** Empty where there is none. */
  readonly note: string
  /** When it was given, in Unix milliseconds. */
  readonly rated_ms: number
}

/** Which runs a list shows by their rating: those with that thumb, or all that have one. */
export type RatingFilter = Rating['value'] | 'any'

/** What people have said of a run. */
export interface RunMarks {
  readonly labels: readonly string[]
  readonly rating: Rating | null
}
