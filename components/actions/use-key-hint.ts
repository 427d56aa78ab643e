'use client'

import { useIsApple } from './keyboard'
import { ariaKeysOf, capsOf } from './press'
import { shortcuts, type ShortcutName } from './shortcut-table'

/** The attributes by which a button shows its shortcut of one stroke, on hover and to screen readers. */
export function useKeyHint() {
  const apple = useIsApple()
  return (label: string, name: ShortcutName) => {
    const { keys } = shortcuts[name]
    return { title: `${label} (${capsOf(keys, apple).join(' ')})`, 'aria-keyshortcuts': ariaKeysOf(keys, apple) }
  }
}
