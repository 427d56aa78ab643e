// Texts as the columns beside the documents keep them. Upper and lower case are folded here and not in SQL: SQLite
// knows the case of ASCII letters only, and both databases must find the same.
import type { Message } from '@/lib/protocol/message'

const PREVIEW_LENGTH = 120
/** Nobody looks for more; SQLite refuses patterns of more than 50,000 bytes. */
const PATTERN_LENGTH = 1_000

/** PostgreSQL's text has no NUL, and libsql reads only up to it. (In documents JSON escapes it.) */
export const columnText = (text: string) => text.replaceAll('\0', '')

export const foldCase = (text: string) => text.normalize('NFC').toLowerCase()

/** Where a place of the folded text is in the text itself: folding makes some texts longer and others shorter. */
export function placeBeforeFolding(text: string, at: number): number {
  if (foldCase(text).length === text.length) return at
  let [from, to] = [0, text.length]
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    if (foldCase(text.slice(0, middle)).length <= at) from = middle
    else to = middle - 1
  }
  return from
}

/** The beginning of a user's message on one line; null when it has no text, or is not a user's. */
export function previewOf({ role, content }: Message): string | null {
  if (role !== 'user') return null
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text.value.slice(0, PREVIEW_LENGTH * 10)] : []))
  const line = columnText(text.join(' ')).replace(/\s+/g, ' ').trim()
  // By code points: half of a pair is no character.
  const characters = Array.from(line)
  if (characters.length > PREVIEW_LENGTH)
    return `${characters
      .slice(0, PREVIEW_LENGTH - 1)
      .join('')
      .trimEnd()}…`
  return line || null
}

/** What is looked for, as the columns have it. */
export const soughtText = (q: string) => foldCase(columnText(q)).slice(0, PATTERN_LENGTH)

/** A LIKE pattern (its escape is `\`) for texts that contain `sought` as it stands. */
export const containing = (sought: string) => `%${sought.replace(/[\\%_]/g, '\\$&')}%`
