// What a search's index knows of a text: each one, two and three characters in a row (UTF-16 units, so that any part of
// a text has none but the text's own, in every script), as numbers.

/** How many numbers there are. Grams that share one are only looked at once more. */
export const SLOTS = 65_536

const LENGTHS = [1, 2, 3] as const
const MAX_LENGTH = 3

/** How many of a long query's grams are looked up. */
const MAX_LOOKED_UP = 8

/** Stored indexes are made of it: another way to count would need them to be made anew. */
function slotOf(text: string, from: number, length: number): number {
  let hash = length
  for (let at = from; at < from + length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) & (SLOTS - 1)
}

/** Of every gram of the text. */
export function slotsOf(text: string): number[] {
  const slots: number[] = []
  for (const length of LENGTHS) {
    for (let from = 0; from + length <= text.length; from += 1) slots.push(slotOf(text, from, length))
  }
  return slots
}

/** Those that a text has which contains `part`, so far as they tell it from others. */
export function slotsWithin(part: string): readonly number[] {
  if (part.length <= MAX_LENGTH) return [...new Set(slotsOf(part))]
  const count = part.length - MAX_LENGTH + 1
  const spread = Math.max(1, (count - 1) / (MAX_LOOKED_UP - 1))
  const starts = Array.from({ length: Math.min(count, MAX_LOOKED_UP) }, (_, index) => Math.round(index * spread))
  return [...new Set(starts.map((from) => slotOf(part, from, MAX_LENGTH)))]
}
