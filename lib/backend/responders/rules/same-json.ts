// Arguments that say the same, whatever the order of their names and the space between.

/** Two are equal when they mean the same JSON. */
export function sameJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return `json:${sorted(value)}`
  } catch {
    // No JSON, or deeper than can be walked: then it is compared as it was written.
    return `text:${text}`
  }
}

/** JSON with the names in one order. */
export function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${sorted(each)}`).join(',')}}`
}
