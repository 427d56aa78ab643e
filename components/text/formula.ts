import type { FindMark } from './mark-finder'

/** What begins a formula, what ends it, and whether it is inline. Longer marks first. */
const KINDS = [
  { open: '\\(', close: '\\)', isLine: true },
  { open: '\\[', close: '\\]', isLine: false },
  { open: '$$', close: '$$', isLine: false },
  { open: '$', close: '$', isLine: true },
] as const

/** The marks that begin a formula of several lines. */
export const BLOCK_MARKS = KINDS.filter(({ isLine }) => !isLine).map(({ open }) => open)

/** Characters between the marks: marks that are further apart are no pair. */
const MAX_LENGTH = 1_000

/** A text that is read, where in it, and how marks are found. */
interface Place {
  readonly text: string
  readonly start: number
  readonly find: FindMark
}

/**
 * The formula that begins at a place, marks included; undefined where none does. `$…$` counts when it holds a command,
 * an index or a power, for prices have such marks as well.
 */
export function formulaAt({ text, start, find }: Place): string | undefined {
  const kind = KINDS.find(({ open }) => text.startsWith(open, start))
  if (!kind) return undefined
  const from = start + kind.open.length
  const end = find(kind.close, from)
  if (end <= from || end - from > MAX_LENGTH) return undefined
  const content = text.slice(from, end)
  if (kind.isLine && content.includes('\n')) return undefined
  const behind = text.charAt(end + kind.close.length)
  // `\[a\](b)` shows the brackets of a link.
  if (kind.close === '\\]' && behind === '(') return undefined
  if (kind.close === '$' && !isMath(content, behind)) return undefined
  return text.slice(start, end + kind.close.length)
}

/** The formula that begins at a place, if it stands alone on its lines. */
export function formulaBlockAt(place: Place): string | undefined {
  const { text, start } = place
  if (!BLOCK_MARKS.some((mark) => text.startsWith(mark, start))) return undefined
  const formula = formulaAt(place)
  return formula !== undefined && /^[ \t]*(?:\n|$)/.test(text.slice(start + formula.length)) ? formula : undefined
}

const isMath = (content: string, behind: string) =>
  /[\\_^]/.test(content) && !/^\s|\s$/.test(content) && !/\d/.test(behind)
