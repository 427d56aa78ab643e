'use client'

import { useHydrated } from '@/components/ui/use-now'
import { isStroke, type Press } from './press'
import { shortcuts, type ShortcutName } from './shortcut-table'

/** Does this machine's keyboard have ⌘? */
export const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** The same for what is drawn; the server takes it for a keyboard without. */
export const useIsApple = () => useHydrated() && isApple()

/** Is this press that shortcut? For widgets that hear their own keys; shortcuts of one stroke only. */
export const isPressed = (press: Press, name: ShortcutName) => isStroke(press, shortcuts[name].keys, isApple())
