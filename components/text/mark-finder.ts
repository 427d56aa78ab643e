/** Looks for a mark at or behind a place; −1 when there is none. */
export type FindMark = (mark: string, from: number) => number

/**
 * Where marks stand in a text that is read from its beginning to its end: the places that are asked for never go back,
 * so no mark is looked for twice in the same part of it, however often it is asked for in vain.
 */
export function createMarkFinder(text: Pick<string, 'indexOf'>): FindMark {
  const next = new Map<string, number>()
  return (mark, from) => {
    const known = next.get(mark)
    if (known !== undefined && (known < 0 || known >= from)) return known
    const found = text.indexOf(mark, from)
    next.set(mark, found)
    return found
  }
}
