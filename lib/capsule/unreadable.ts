// What of a file is not what should stand in its place: it is told as text, and never left out in silence.
import type { Unreadable } from './capsule'
import { type Check, isJson, type Json } from './checks'

/** More nobody looks through; they are counted. */
const MAX_SHOWN = 100
const MAX_TEXT = 4_096

/** What of a list is as it should be; the rest is kept as text. What is no list has nothing. */
export type Sift = (kind: Unreadable['kind'], list: unknown, check: Check) => readonly Json[]

export function createRest() {
  const first: Unreadable[] = []
  let count = 0
  const sift: Sift = (kind, list, check) => {
    let after: string | null = null
    return (Array.isArray(list) ? list : []).filter((each: unknown): each is Json => {
      if (check(each)) {
        if (kind === 'message' && isJson(each)) after = String(each['id'])
        return true
      }
      count += 1
      if (first.length < MAX_SHOWN) first.push({ kind, after, text: textOf(each) })
      return false
    })
  }
  return {
    sift,
    get unreadable() {
      return { count, first }
    },
  }
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
