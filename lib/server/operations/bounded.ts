const MAX_LABELS = 100
const MAX_LENGTH = 80

/** Gives the names as they are while there are few, and `other` for those that come later: labels must not grow. */
export function bounded(most = MAX_LABELS): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    const label = name.slice(0, MAX_LENGTH)
    if (known.has(label)) return label
    if (known.size >= most) return 'other'
    known.add(label)
    return label
  }
}
