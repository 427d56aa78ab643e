import type { FindMark } from './mark-finder'

/** A text that is read, where in it, and how marks are found. */
interface Place {
  readonly text: string
  readonly start: number
  readonly find: FindMark
}

export const SANDBOX = 'sandbox:/'

/** What opens a mark of a source, and a path of a file that code has written. */
const OPENINGS = ['【', SANDBOX] as const

const CITATION = /【\d{1,4}:\d{1,4}†[^】\n]{0,300}】/y
const PATH = /sandbox:\/[^\s()[\]【】<>"'`|*]{1,300}/y

/** The annotation that begins at a place; undefined where none does. */
export function annotationAt({ text, start }: Pick<Place, 'text' | 'start'>) {
  const citation = matchAt(CITATION, text, start)
  if (citation !== undefined) return { type: 'citation', raw: citation }
  const path = matchAt(PATH, text, start)
  return path === undefined ? undefined : { type: 'sandbox_path', raw: path.replace(/[.,;:!?。，；：！？]+$/, '') }
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0]
}

/** Where the next annotation may begin, at or behind a place; undefined where none does. */
export function nextAnnotation({ start, find }: Omit<Place, 'text'>): number | undefined {
  const places = OPENINGS.map((mark) => find(mark, start)).filter((place) => place >= 0)
  return places.length > 0 ? Math.min(...places) : undefined
}
