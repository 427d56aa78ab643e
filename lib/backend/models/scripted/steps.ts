/** What may still be worked on one turn. It counts work, not time, so that the same input gives the same values. */
export interface Steps {
  readonly spend: (count: number) => void
  readonly areSpent: () => boolean
}

/** Less than a second of work, whatever it goes into; an ordinary call takes a few thousand. */
const MAX_STEPS = 500_000

export function createSteps(most = MAX_STEPS): Steps {
  let left = most
  return {
    spend: (count) => void (left -= count),
    areSpent: () => left <= 0,
  }
}
