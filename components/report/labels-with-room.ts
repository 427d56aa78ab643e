interface Label {
  /** In percent of the axis; labels come rising. */
  readonly place: number
  readonly text: string
}

/** The first label stands right of its line and the last one left, so that none is cut off. */
export const sideOf = (place: number): 'right' | 'left' | 'middle' =>
  place < 3 ? 'right' : place > 88 ? 'left' : 'middle'

/**
 * Which labels of an axis stand clear of each other: from the left, those that begin a character behind the one before.
 * A character takes so many percent of the axis.
 */
export function labelsWithRoom(labels: readonly Label[], characterPercent: number): ReadonlySet<Label> {
  const kept = new Set<Label>()
  let end = -Infinity
  for (const label of labels) {
    const width = label.text.length * characterPercent
    const start = label.place - { right: 0, middle: width / 2, left: width }[sideOf(label.place)]
    if (start < end) continue
    kept.add(label)
    end = start + width + characterPercent
  }
  return kept
}
