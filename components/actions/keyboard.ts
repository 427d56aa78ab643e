'use client'

import { useHydrated } from '@/components/ui/use-now'
import { isStroke, type Press } from './press'
import { shortcuts, type ShortcutEntry, type ShortcutName } from './shortcut-table'

/** Does this machine's keyboard have ⌘? */
export const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** The same for what is drawn; the server takes it for a keyboard without. */
export const useIsApple = () => useHydrated() && isApple()

/** Is this press that shortcut? For widgets that hear their own keys; shortcuts of one stroke only. */
export function isPressed(press: Press, name: ShortcutName): boolean {
  const { keys, also = keys }: ShortcutEntry = shortcuts[name]
  return isStroke(press, keys, isApple()) || isStroke(press, also, isApple())
}

/** Which of these a widget is asked to do by a press; undefined when it is none of them. */
export const pressedOf = <Act>(press: Press, acts: Partial<Record<ShortcutName, Act>>): Act | undefined =>
  (Object.keys(acts) as ShortcutName[]).filter((name) => isPressed(press, name)).map((name) => acts[name])[0]
