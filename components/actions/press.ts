// Compares key presses with shortcuts. Pure: the kind of keyboard is a parameter.

/** The part of a key event that is used here. */
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

/** Whether a key press is that stroke. */
export function isStroke(press: Press, stroke: string, isApple: boolean): boolean {
  const { key, mod, shift } = partsOf(stroke)
  if (press.altKey || (isApple ? press.metaKey : press.ctrlKey) !== mod) return false
  if (isApple ? press.ctrlKey : press.metaKey) return false
  // Whether a sign needs Shift depends on the keyboard layout.
  const isSign = key.length === 1 && !isLetter(key)
  return (isSign || press.shiftKey === shift) && keyOf(press) === key
}

/** Whether a stroke types a character, so that text fields take it: one without Ctrl or ⌘. */
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
  // No shortcut has letters beyond ASCII.
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
