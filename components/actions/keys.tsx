'use client'

import { useIsApple } from './is-apple'
import { capsOf, strokesOf } from './press'
import { shortcuts, type ShortcutName } from './shortcut-table'

/** The caps of a shortcut's keys. */
export function Keys({ name }: { name: ShortcutName }) {
  const apple = useIsApple()
  return strokesOf(shortcuts[name].keys).map((stroke, index) => (
    <kbd key={index} className={`font-mono whitespace-nowrap ${index > 0 ? 'ml-1.5' : ''}`}>
      {capsOf(stroke, apple).join(apple ? '' : ' ')}
    </kbd>
  ))
}
