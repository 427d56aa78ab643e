// Measures JSON text before it is parsed: code that walks the value afterwards may recurse once a level, and a schema
// may make an object for every value that is wrong.
import { badRequest } from './error'

export interface Extent {
  /** How deeply arrays and objects are nested. */
  readonly levels: number
  /** Members and items in all. */
  readonly values: number
}

/** Far more than any request of the protocol, any schema and any conversation needs. */
const mostOfRequest: Extent = { levels: 256, values: 150_000 }

/** In which way JSON text is larger than `most`; undefined when it is not. Text that is not JSON is measured, too. */
export function excessOfExtent(text: string, most: Extent): keyof Extent | undefined {
  let [level, values] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at)
        break
      case '[':
      case '{':
        level += 1
        values += 1
        if (level > most.levels) return 'levels'
        break
      case ',':
        values += 1
        break
      case ']':
      case '}':
        level -= 1
        break
      default:
    }
    if (values > most.values) return 'values'
  }
  return undefined
}

/** Throws for the JSON text of a request that has more levels, or more members and items, than we take. */
export function requireExtent(text: string) {
  const excess = excessOfExtent(text, mostOfRequest)
  if (excess === undefined) return
  const named = excess === 'levels' ? 'levels' : 'members and items'
  throw badRequest(`The JSON body of your request has more than ${mostOfRequest[excess]} ${named}.`)
}

/** Where the string that begins at `start` ends; behind the text for one that does not. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at
  }
  return text.length
}
