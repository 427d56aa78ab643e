import type { Rating, RunMarks } from '@/lib/protocol/rating'

export type NewRating = Pick<Rating, 'value' | 'note'> & Partial<Pick<Rating, 'rated_ms'>>

/** Ratings of runs, which no object of the wire tells of. */
export interface RatingTable {
  /**
   * Replaces the run's rating, or with null takes it away; false where there is no such run. It was given now, unless
   * it says when.
   */
  set(run: string, rating: NewRating | null): Promise<boolean>
  /** The labels and ratings of a thread's runs, by the ids of those that have some, in the order of these. */
  marks(threadId: string): Promise<ReadonlyMap<string, RunMarks>>
}
