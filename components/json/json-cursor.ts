/** What can be wrong with the text; a key of the catalogue under assistants.json. */
export type JsonProblem =
  | 'end'
  | 'value'
  | 'key'
  | 'colon'
  | 'comma'
  | 'trailing_comma'
  | 'string'
  | 'escape'
  | 'number'
  | 'after'
  | 'twice'
  | 'deep'

/** Ends the reading at the first problem. */
export class JsonStop extends Error {
  constructor(
    readonly problem: JsonProblem,
    readonly offset: number,
    readonly subject?: string,
  ) {
    super(problem)
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const BAD_ESCAPE = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*\\/y
const SPACE = /[ \t\n\r]*/y
const WORD = /[a-z]+/y
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

/** A position in JSON text, and readers of values without parts, which move it on. */
export function createCursor(text: string) {
  let at = 0
  const contentEnd = text.trimEnd().length

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }

  /** A problem behind the end of the text is that the text ends. */
  const stop = (problem: JsonProblem, offset = at) => new JsonStop(offset >= contentEnd ? 'end' : problem, offset)

  function string(): string {
    const start = at
    const raw = take(STRING)
    if (raw !== undefined) return JSON.parse(raw) as string
    const escape = take(BAD_ESCAPE)
    throw escape === undefined ? new JsonStop('string', start) : new JsonStop('escape', at - 1)
  }

  function wordOrNumber(): unknown {
    const start = at
    const word = take(WORD)
    if (word !== undefined && Object.hasOwn(WORDS, word)) return WORDS[word]
    if (word !== undefined) throw stop('value', start)
    const number = take(NUMBER)
    if (number === undefined) throw stop(/[-+.\d]/.test(text[at] ?? '') ? 'number' : 'value')
    if (/[\w.+-]/.test(text[at] ?? '')) throw stop('number', start)
    return Number(number)
  }

  return {
    offset: () => at,
    /** The next character that is not white space. */
    peek: () => {
      take(SPACE)
      return text[at]
    },
    skip(expected: string): boolean {
      take(SPACE)
      if (text[at] !== expected) return false
      at += 1
      return true
    },
    stop,
    string,
    wordOrNumber,
  }
}
