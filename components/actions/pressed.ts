// For widgets on pages that must load quickly: the table of shortcuts is loaded after the page.
import type { pressedOf as pressedByTable } from './keyboard'
import type { Press } from './press'
import type { ShortcutName } from './shortcut-table'

let loaded: typeof pressedByTable | undefined

/** Called once, by the module that has loaded the table. */
export const setPressedOf = (pressedOf: typeof pressedByTable) => void (loaded = pressedOf)

/** Like `pressedOf` of keyboard.ts once the table is loaded; until then no key is a shortcut. */
export const pressedOf: typeof pressedByTable = (press, acts) => loaded?.(press, acts)

/** The same for one shortcut. */
export const isPressed = (press: Press, name: ShortcutName): boolean => pressedOf(press, { [name]: true }) === true
