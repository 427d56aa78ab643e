// What was pressed, and whether it is what a shortcut asks for. Pure: the machine's kind is handed in.

/** Of a key event what matters here. */
export interface Press {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const modifiers = ['mod', 'shift'] as const

/** `mod+shift+k` in parts; the last may be `+` itself. */
function partsOf(stroke: string) {
  const key = /[^+]*.$/.exec(stroke)![0]
  const held = stroke.slice(0, -key.length).split('+')
  const [mod, shift] = modifiers.map((each) => held.includes(each))
  return { key, mod, shift }
}

/** The strokes of a shortcut, in the order in which they are pressed. */
export const strokesOf = (keys: string): readonly string[] => keys.split(' ')

/** Is this press that stroke? */
export function isStroke(press: Press, stroke: string, isApple: boolean): boolean {
  const { key, mod, shift } = partsOf(stroke)
  if (press.altKey || (isApple ? press.metaKey : press.ctrlKey) !== mod) return false
  if (isApple ? press.ctrlKey : press.metaKey) return false
  // A sign may need Shift or not, as the layout has it.
  const isSign = key.length === 1 && !isLetter(key)
  return (isSign || press.shiftKey === shift) && keyOf(press) === key
}

/** A stroke that a field's text would take: one that needs no Ctrl or ⌘ and writes a sign. */
export const isCharacter = (keys: string): boolean =>
  strokesOf(keys).every((stroke) => {
    const { key, mod } = partsOf(stroke)
    return !mod && key.length === 1
  })

const isLetter = (key: string) => /^[a-z]$/.test(key)

/** The key as the table names it. On a layout without Latin letters the place of the key stands for its letter. */
function keyOf({ key, code }: Press): string {
  if (key === ' ') return 'Space'
  if (key.length !== 1) return key
  const place = /^Key([A-Z])$/.exec(code)?.[1]
  // Beyond ASCII there is no letter of ours.
  return key > '\u007f' && place ? place.toLowerCase() : key.toLowerCase()
}

const appleSigns: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧' }
const signs: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowLeft: '←',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  '-': '−',
  Escape: 'Esc',
  Delete: 'Del',
}

/** The caps of a stroke's keys as this machine's keyboard shows them. */
export function capsOf(stroke: string, isApple: boolean): readonly string[] {
  const { key, mod, shift } = partsOf(stroke)
  return [mod && 'mod', shift && 'shift', key].flatMap((part) => {
    if (!part) return []
    const sign = (isApple ? appleSigns[part] : undefined) ?? signs[part]
    return [sign ?? (isLetter(part) ? part.toUpperCase() : part)]
  })
}

/** A shortcut as `aria-keyshortcuts` writes it; undefined for those it has no form for. */
export function ariaKeysOf(keys: string, isApple: boolean): string | undefined {
  if (strokesOf(keys).length > 1) return undefined
  return keys
    .replace('mod', isApple ? 'Meta' : 'Control')
    .replace('shift', 'Shift')
    .replace(/\b[a-z]$/, upper)
    .replace(/\+$/, 'Plus')
}

const upper = (letter: string) => letter.toUpperCase()
