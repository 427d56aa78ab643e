import { badRequest } from './error'

/** What no protocol and no schema of a function comes near to. */
const MOST_LEVELS = 256

/**
 * Throws for JSON text of more levels of arrays and objects than we take. Asked before it is parsed: whatever walks a
 * value afterwards may call itself once a level, and parsing millions of levels alone takes seconds.
 */
export function requireLevels(text: string) {
  let level = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at)
        break
      case '[':
      case '{':
        level += 1
        if (level > MOST_LEVELS) throw badRequest(`The JSON body of your request has more than ${MOST_LEVELS} levels.`)
        break
      case ']':
      case '}':
        level -= 1
        break
      default:
    }
  }
}

/** Where the string that begins at `start` ends; behind the text for one that does not. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
