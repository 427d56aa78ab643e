import { isApple } from './is-apple'
import { isStroke, type Press } from './press'
import { shortcuts, type ShortcutEntry, type ShortcutName } from './shortcut-table'

/** Whether a key press is that shortcut. For widgets with keys of their own; only for shortcuts of one stroke. */
export function isPressed(press: Press, name: ShortcutName): boolean {
  const { keys, also = keys }: ShortcutEntry = shortcuts[name]
  return isStroke(press, keys, isApple()) || isStroke(press, also, isApple())
}

/** The act that a key press asks for; undefined when it is none of these. */
export const pressedOf = <Act>(press: Press, acts: Partial<Record<ShortcutName, Act>>): Act | undefined =>
  (Object.keys(acts) as ShortcutName[]).filter((name) => isPressed(press, name)).map((name) => acts[name])[0]
