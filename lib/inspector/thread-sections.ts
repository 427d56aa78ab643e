// A long conversation is drawn in sections, so that a browser looks at dozens of places and not at thousands.

const LENGTH = 16

interface Section<T> {
  /** Stays the same while entries come in before and after. */
  readonly key: number
  readonly entries: readonly T[]
}

/**
 * Entries in sections of up to 16, counted forth and back from the anchor, an entry's id: what comes in at either end
 * moves nothing to another section. Without the anchor they are counted from the first.
 */
export function sectionsOf<T extends { readonly id: string }>(
  entries: readonly T[],
  anchor: string | undefined,
): readonly Section<T>[] {
  const start = Math.max(
    0,
    entries.findIndex(({ id }) => id === anchor),
  )
  const sections: { key: number; entries: T[] }[] = []
  entries.forEach((entry, index) => {
    const key = Math.floor((index - start) / LENGTH)
    const last = sections.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else sections.push({ key, entries: [entry] })
  })
  return sections
}
