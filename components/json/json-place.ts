// Where a place lies in JSON that is still being written: quotes and brackets may be open, commas missing. json-source
// says what is wrong with a text; this never gives up on one. `getLocation` of jsonc-parser takes `{ "a" | }` for a
// name that is being written, and does not close what a bracket closes across another that was left open.

export interface LooseObject {
  readonly kind: 'object'
  /** The value of each name; undefined where none is written yet. */
  readonly entries: Map<string, LooseValue | undefined>
}
export interface LooseArray {
  readonly kind: 'array'
  readonly items: LooseValue[]
}
export type LooseValue = LooseObject | LooseArray | { readonly kind: 'scalar'; readonly text: string }

/** What could be written at a place, and into what. */
export interface JsonPlace {
  readonly expects: 'key' | 'value'
  /** The objects and arrays around the place, the outermost first. */
  readonly around: readonly (LooseObject | LooseArray)[]
  /** The names and positions that lead to the place; of a key, to its object. */
  readonly path: readonly (string | number)[]
  /** What is being written there, without its quotes. */
  readonly from: number
  readonly to: number
  readonly quoted: boolean
}

interface Frame {
  readonly node: LooseObject | LooseArray
  readonly path: readonly (string | number)[]
  /** The name whose value is next, of an object. */
  key: string
  awaits: 'key' | 'colon' | 'value' | 'comma'
}

const TOKEN = /[\s]+|"(?:[^"\\\n]|\\[^\n])*"?|[{}[\],:]|[^\s"{}[\],:]+/y
const CLOSED = /^"(?:[^"\\\n]|\\[^\n])*"$/

/** The place at an offset of a text; undefined where nothing of JSON could be written. */
export function placeAt(text: string, offset: number): JsonPlace | undefined {
  const stack: Frame[] = []
  let root: LooseValue | undefined
  let place: JsonPlace | undefined
  let isFound = false

  const find = (from: number, to: number, quoted = false) => {
    isFound = true
    place = placeIn(stack, { from, to, quoted })
  }
  const add = (value: LooseValue) => {
    const frame = stack.at(-1)
    if (!frame) root ??= value
    else if (frame.node.kind === 'array') frame.node.items.push(value)
    else if (frame.awaits === 'value') frame.node.entries.set(frame.key, value)
    if (frame) frame.awaits = 'comma'
  }
  const open = (node: LooseObject | LooseArray) => {
    const frame = stack.at(-1)
    const path = frame ? [...frame.path, stepOf(frame)] : []
    add(node)
    stack.push({ node, path, key: '', awaits: node.kind === 'object' ? 'key' : 'value' })
  }

  for (const { token, at } of tokensOf(text)) {
    const end = at + token.length
    const isHere = !isFound && offset > at && offset <= end
    if (!isFound && offset <= at) find(offset, offset)
    const frame = stack.at(-1)
    if (token === '{') open({ kind: 'object', entries: new Map() })
    else if (token === '[') open({ kind: 'array', items: [] })
    else if (token === '}' || token === ']') close(stack, token)
    else if (token === ',' && frame) frame.awaits = frame.node.kind === 'object' ? 'key' : 'value'
    else if (token === ':' && frame?.awaits === 'colon') frame.awaits = 'value'
    else if (token.startsWith('"')) {
      const isClosed = CLOSED.test(token)
      const isOpenHere = isHere && (offset < end || !isClosed)
      if (isOpenHere) find(at + 1, isClosed ? end - 1 : end, true)
      const named = frame?.node.kind === 'object' && frame.awaits !== 'value'
      if (!named) add({ kind: 'scalar', text: wordOf(token) })
      else name(frame, isOpenHere ? undefined : wordOf(token))
    } else if (!/^[\s,:]/.test(token)) {
      if (isHere) find(at, end)
      if (frame?.awaits === 'value' || !frame) add({ kind: 'scalar', text: token })
    }
  }
  if (!isFound) find(offset, offset)
  return place
}

function placeIn(stack: readonly Frame[], at: Pick<JsonPlace, 'from' | 'to' | 'quoted'>): JsonPlace | undefined {
  const frame = stack.at(-1)
  if (!frame) return undefined
  const around = stack.map(({ node }) => node)
  if (frame.awaits === 'value') return { ...at, expects: 'value', around, path: [...frame.path, stepOf(frame)] }
  return frame.awaits === 'key' ? { ...at, expects: 'key', around, path: frame.path } : undefined
}

const stepOf = ({ node, key }: Frame) => (node.kind === 'object' ? key : node.items.length)

/** A name in an object. One that is just being written is none yet. */
function name(frame: Frame, key: string | undefined) {
  if (key !== undefined && frame.node.kind === 'object') frame.node.entries.set(key, undefined)
  frame.key = key ?? ''
  frame.awaits = 'colon'
}

/** Leaves the nearest bracket that this one closes, and all that was left open in it. */
function close(stack: Frame[], bracket: string) {
  const kind = bracket === '}' ? 'object' : 'array'
  const at = stack.findLastIndex(({ node }) => node.kind === kind)
  if (at >= 0) stack.length = at
}

function* tokensOf(text: string) {
  TOKEN.lastIndex = 0
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return
    yield { token, at }
  }
}

/** A string as far as it is written; what its escapes mean matters to nobody here. */
const wordOf = (token: string) => (CLOSED.test(token) ? token.slice(1, -1) : token.slice(1))
