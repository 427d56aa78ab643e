import type { Rating } from '@/lib/protocol/rating'

/** Ratings of runs, which no object of the wire tells of. */
export interface RatingTable {
  /** Replaces the run's rating, or with null takes it away; false where there is no such run. */
  set(run: string, rating: Pick<Rating, 'value' | 'note'> | null): Promise<boolean>
}
