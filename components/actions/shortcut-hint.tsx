'use client'

import { useIsApple } from './keyboard'
import { capsOf, strokesOf } from './press'
import { shortcuts, type ShortcutName } from './shortcut-table'

/** A shortcut beside what it does, as this machine's keyboard shows it; not where there is none. Props: name. */
export function ShortcutHint({ name }: { name: ShortcutName }) {
  return (
    <span aria-hidden className="hidden shrink-0 text-meta opacity-75 wide:inline pointer-coarse:hidden">
      <Keys name={name} />
    </span>
  )
}

/** The caps of a shortcut's keys. Props: name. */
export function Keys({ name }: { name: ShortcutName }) {
  const apple = useIsApple()
  return strokesOf(shortcuts[name].keys).map((stroke, index) => (
    <kbd key={index} className={`font-mono whitespace-nowrap ${index > 0 ? 'ml-1.5' : ''}`}>
      {capsOf(stroke, apple).join(apple ? '' : ' ')}
    </kbd>
  ))
}
