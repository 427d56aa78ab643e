// JSON in bytes, without a text of all of it beside them: long strings are read one by one, and the rest as JSON that
// has a short name in the place of each.
import { randomUUID } from 'node:crypto'
import { requireExtent } from '@/lib/protocol/json-extent'

/** From how many bytes on a string is read by itself. */
const LONG = 16 * 1024

/** More strings than a body may have members and items: what comes then is left to `requireExtent`. */
const MAX_STRINGS = 400_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a

/**
 * The value of JSON in UTF-8.
 * @throws SyntaxError when it is no JSON, ApiError (400) when it has more levels or values than a request may have.
 */
export function jsonInBytes(bytes: Buffer): unknown {
  const mark = randomUUID()
  const strings = new Map<string, string>()
  let rest = ''
  let from = 0
  for (const { start, end } of longStringsOf(bytes)) {
    const name = `${mark} ${strings.size}`
    strings.set(name, stringIn(bytes.toString('utf8', start + 1, end)))
    rest += `${bytes.toString('utf8', from, start)}"${name}"`
    from = end + 1
  }
  rest += bytes.toString('utf8', from)
  requireExtent(rest)
  if (strings.size === 0) return JSON.parse(rest)
  return JSON.parse(rest, (_, value: unknown) => (typeof value === 'string' ? (strings.get(value) ?? value) : value))
}

interface Place {
  /** Of the quotes around it. */
  readonly start: number
  readonly end: number
}

/** Where long strings stand that are values. */
function* longStringsOf(bytes: Buffer): Generator<Place> {
  let start = bytes.indexOf(QUOTE)
  for (let count = 0; start >= 0 && count < MAX_STRINGS; count += 1) {
    const end = endOfString(bytes, start)
    if (end < 0) return
    if (end - start >= LONG && !isKey(bytes, end)) yield { start, end }
    start = bytes.indexOf(QUOTE, end + 1)
  }
}

/** Where the quotes of the string that begins at `start` are closed; below 0 where they are not. */
function endOfString(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1)
  while (end >= 0 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1)
  return end
}

function isEscaped(bytes: Buffer, at: number): boolean {
  let slashes = 0
  while (bytes[at - 1 - slashes] === BACKSLASH) slashes += 1
  return slashes % 2 === 1
}

function isKey(bytes: Buffer, end: number): boolean {
  let at = end + 1
  while (' \t\r\n'.includes(String.fromCharCode(bytes[at] ?? 0))) at += 1
  return bytes[at] === COLON
}

/** Most texts have nothing to be undone, and are not read a second time. */
const stringIn = (text: string): string => (/[\\\p{Cc}]/u.test(text) ? (JSON.parse(`"${text}"`) as string) : text)
