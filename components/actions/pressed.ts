// The keys of widgets on pages whose first sight must be light: the table of shortcuts is loaded behind the page.
import type { pressedOf as judgePress } from './keyboard'

let judge: typeof judgePress | undefined

/** Told once, by what has loaded the table. */
export const hearKeys = (pressedOf: typeof judgePress) => void (judge = pressedOf)

/** As that of keyboard.ts, once the table is there; before, no key is a shortcut. */
export const pressedOf: typeof judgePress = (press, acts) => judge?.(press, acts)
