// The shortest text that a regular expression of the common kind matches: literals, classes, groups, alternatives,
// counts. Look-arounds and back-references are beyond it.

import { linearPattern } from './linear-pattern'

interface Reading {
  readonly pattern: string
  at: number
  /** Repeats that need not be, to make a text longer. */
  readonly extra: number
}

const MAX_PATTERN_LENGTH = 256
const MAX_TEXT_LENGTH = 1_000

class BeyondUsError extends Error {
  override readonly name = 'BeyondUsError'
}

const shorthands: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  n: '\n',
  t: '\t',
}

/** A text matching the pattern, each open-ended count met with `extra` more; undefined when it is beyond us. */
export function patternExample(pattern: string, extra = 0): string | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH) return undefined
  const reading: Reading = { pattern, at: 0, extra }
  try {
    const text = readAlternatives(reading)
    return reading.at === pattern.length ? text : undefined
  } catch (error) {
    if (error instanceof BeyondUsError) return undefined
    throw error
  }
}

/** The first alternative is taken, the others are only read over. */
function readAlternatives(reading: Reading): string {
  const first = readSequence(reading)
  while (reading.pattern[reading.at] === '|') {
    reading.at += 1
    readSequence(reading)
  }
  return first
}

function readSequence(reading: Reading): string {
  let text = ''
  while (reading.at < reading.pattern.length && !'|)'.includes(reading.pattern[reading.at] ?? '')) {
    const atom = readAtom(reading)
    const count = readCount(reading)
    if (text.length + atom.length * count > MAX_TEXT_LENGTH) throw new BeyondUsError()
    text += atom.repeat(count)
  }
  return text
}

function readAtom(reading: Reading): string {
  const sign = reading.pattern[reading.at] ?? ''
  reading.at += 1
  switch (sign) {
    case '^':
    case '$':
      return ''
    case '.':
      return 'a'
    case '(':
      return readGroup(reading)
    case '[':
      return readClass(reading)
    case '\\':
      return readEscape(reading)
    default:
      return sign
  }
}

function readGroup(reading: Reading): string {
  const opening = /^\?(?::|<[A-Za-z]\w*>)/.exec(reading.pattern.slice(reading.at))
  if (opening) reading.at += opening[0].length
  else if (reading.pattern[reading.at] === '?') throw new BeyondUsError()
  const text = readAlternatives(reading)
  if (reading.pattern[reading.at] !== ')') throw new BeyondUsError()
  reading.at += 1
  return text
}

function readEscape(reading: Reading): string {
  const sign = reading.pattern[reading.at] ?? ''
  reading.at += 1
  if (sign === 'b') return ''
  if (shorthands[sign] !== undefined) return shorthands[sign]
  if (/[A-Za-z0-9]/.test(sign)) throw new BeyondUsError()
  return sign
}

function readClass(reading: Reading): string {
  const found = /^(\^?)((?:\\.|[^\]\\])*)\]/su.exec(reading.pattern.slice(reading.at))
  if (!found) throw new BeyondUsError()
  reading.at += found[0].length
  const body = found[2] ?? ''
  if (found[1] === '^') {
    const outside = ['a', '0', '-', 'Z', '_', ' '].find((sign) => linearPattern(`[^${body}]`)?.isIn(sign))
    if (outside === undefined) throw new BeyondUsError()
    return outside
  }
  if (!body.startsWith('\\')) return [...body][0] ?? ''
  return shorthands[body[1] ?? ''] ?? body[1] ?? ''
}

/** How often the atom before is written; also steps over the mark that makes a count lazy. */
function readCount(reading: Reading): number {
  const found = /^(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/.exec(reading.pattern.slice(reading.at))
  if (!found) return 1
  reading.at += found[0].length
  const [, mark, from, comma, to] = found
  if (mark !== undefined) return mark === '?' ? 0 : (mark === '+' ? 1 : 0) + reading.extra
  const least = Number(from)
  const most = comma === '' ? least : to === '' ? Infinity : Number(to)
  return Math.min(least + reading.extra, most)
}
