/** Somebody who has signed in elsewhere, as that place tells it. */
export interface SignedIn {
  /** What the place calls them, and never gives to anybody else. */
  readonly id: string
  readonly name: string
  /** Only one that the place has verified; or a proxy's word for its user. */
  readonly email: string | null
  readonly groups: readonly string[]
}
