// Brings the table of shortcuts to the widgets that do without it until it has loaded.
import { isApple } from './is-apple'
import { pressedOf } from './keyboard'
import { Keys } from './keys'
import { ariaKeysOf, capsOf } from './press'
import { setPressedOf } from './pressed'
import { setDrawKeys } from './shortcut-hint'
import { shortcuts, type ShortcutName } from './shortcut-table'
import { setHintOf } from './use-key-hint'

/** Called once in a page, in the browser. */
export function bringTable() {
  setPressedOf(pressedOf)
  setDrawKeys((name) => <Keys name={name} />)
  setHintOf(hintOf)
}

function hintOf(label: string, name: ShortcutName) {
  const { keys } = shortcuts[name]
  const title = `${label} (${capsOf(keys, isApple()).join(' ')})`
  return { title, 'aria-keyshortcuts': ariaKeysOf(keys, isApple()) }
}
