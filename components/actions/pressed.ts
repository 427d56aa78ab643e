// For widgets on pages that must load quickly: the table of shortcuts is loaded after the page.
import type { pressedOf as judgePress } from './keyboard'

let judge: typeof judgePress | undefined

/** Called once, by the module that has loaded the table. */
export const hearKeys = (pressedOf: typeof judgePress) => void (judge = pressedOf)

/** Like `pressedOf` of keyboard.ts once the table is loaded; until then no key is a shortcut. */
export const pressedOf: typeof judgePress = (press, acts) => judge?.(press, acts)
