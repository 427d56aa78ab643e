/** What was found, and how well it fits: 0 to 1 unless its maker says otherwise. Lists of these have the best first. */
export interface Ranked<Item> {
  readonly item: Item
  readonly score: number
}
