// Reads one text out of a call's arguments while the model still writes them. Models write broken JSON, too: a line
// break or a quotation mark that is not escaped belongs to the text, and what is no JSON at all is the text itself.

export type ArgumentReader = ReturnType<typeof createArgumentReader>

type State =
  | { readonly kind: 'before'; readonly raw: string }
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'plain'; readonly raw: string }
  | { readonly kind: 'after' }

interface Read {
  readonly state: State
  readonly text: string
}

const escapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' },
  ...{ '"': '"', '\\': '\\', '/': '/' },
}

/** Where the text of a property may begin: behind `{`, whole pairs before it, and its name. */
const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const VALUE = String.raw`(?:${STRING}|[^\s",{}[\]]+|\[[^\]]*\]|\{[^}]*\})`
const beginningOf = (name: string) =>
  new RegExp(String.raw`^\s*\{\s*(?:${STRING}\s*:\s*${VALUE}\s*,\s*)*?"${name}"\s*:\s*"`, 's')

/** A quotation mark ends the text where the object may end or go on behind it. */
const END = /^"\s*(?:\}\s*$|,\s*"\w*"\s*:)/
const MAY_BE_END = /^"\s*(?:\}\s*|,\s*(?:"(?:\w*(?:"\s*)?)?)?)?$/

/** `write` takes the next piece of the arguments, `end` their end; both say what they add to the text. */
export function createArgumentReader(name: string) {
  const beginning = beginningOf(name)
  let state: State = { kind: 'before', raw: '' }
  let held = ''

  function wellFormed(text: string): string {
    const whole = held + text
    held = /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(-1) : ''
    return whole.slice(0, whole.length - held.length)
  }

  return {
    write(piece: string): string {
      const read = readOn(state, piece, beginning)
      ;({ state } = read)
      return wellFormed(read.text)
    },
    end(): string {
      const rest = held + restOf(state)
      state = { kind: 'after' }
      held = ''
      return rest.toWellFormed()
    },
  }
}

/** The text of a property in arguments that are whole. */
export function argumentText(written: string, name: string): string {
  const reader = createArgumentReader(name)
  const text = reader.write(written)
  return (text + reader.end()).toWellFormed()
}

function readOn(state: State, piece: string, beginning: RegExp): Read {
  if (state.kind === 'after') return { state, text: '' }
  const raw = state.raw + piece
  if (state.kind === 'text') return readText(raw)
  if (state.kind === 'plain' || !/^\s*(?:\{\s*(?:"|$)|$)/.test(raw)) return { state: { kind: 'plain', raw }, text: '' }
  const begun = beginning.exec(raw)
  return begun ? readText(raw.slice(begun[0].length)) : { state: { kind: 'before', raw }, text: '' }
}

/** Decodes as far as it is clear what the signs mean. */
function readText(raw: string): Read {
  let text = ''
  for (let at = 0; at < raw.length;) {
    const rest = raw.slice(at, at + 1)
    if (rest === '"') {
      const tail = raw.slice(at)
      if (MAY_BE_END.test(tail)) return { state: { kind: 'text', raw: tail }, text }
      if (END.test(tail)) return { state: { kind: 'after' }, text }
    }
    if (rest === '\\') {
      const escape = escapeAt(raw, at)
      if (!escape) return { state: { kind: 'text', raw: raw.slice(at) }, text }
      text += escape.text
      at += escape.length
    } else {
      text += rest
      at += 1
    }
  }
  return { state: { kind: 'text', raw: '' }, text }
}

/** Undefined while it is not whole. What is no escape of JSON stays as it is written. */
function escapeAt(raw: string, at: number): { readonly text: string; readonly length: number } | undefined {
  const sign = raw[at + 1]
  if (sign === undefined) return undefined
  if (sign !== 'u') return { text: escapes[sign] ?? `\\${sign}`, length: 2 }
  const digits = /^[\dA-Fa-f]{0,4}/.exec(raw.slice(at + 2, at + 6))?.[0] ?? ''
  if (digits.length === 4) return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 }
  return at + 2 + digits.length === raw.length ? undefined : { text: '\\u', length: 2 }
}

function restOf(state: State): string {
  if (state.kind === 'after') return ''
  // A string that is not closed; of one that is, nothing is left but its end.
  if (state.kind === 'text') return MAY_BE_END.test(state.raw) ? '' : state.raw
  return plainText(state.raw)
}

/** Arguments without the property: another text in them, or they themselves, without a fence around them. */
function plainText(raw: string): string {
  const value = jsonOf(raw)
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null) {
    const texts = Object.values(value).filter((each) => typeof each === 'string')
    return texts.toSorted((one, other) => other.length - one.length)[0] ?? raw
  }
  const fenced = /^\s*```\w*\n(.*?)\n?```\s*$/s.exec(raw)
  return fenced?.[1] ?? raw
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
