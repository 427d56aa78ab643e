'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { isPressed } from '@/components/actions/keyboard'
import { useDebounced } from '@/components/ui/use-debounced'
import { matches } from './match'
import { optionIdOf } from './option-id'
import { LIST_ID, PaletteBox } from './palette-box'
import { PaletteFoot } from './palette-foot'
import { paletteGroups, type PaletteItem } from './palette-item'
import { PaletteList } from './palette-list'
import { useCommands } from './use-commands'
import { useFound } from './use-found'

const DEBOUNCE_MS = 150

/** Finds any object by name or id and does what can be done. Props: typed = what was typed already, onClose. */
export function Palette({ typed: early, onClose }: { typed: string; onClose: () => void }) {
  const t = useTranslations('palette')
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState(early)
  const [at, setAt] = useState(0)
  const typed = text.trim()
  const debounced = useDebounced(typed, DEBOUNCE_MS)
  const found = useFound(debounced)
  const isSearching = found.isSearching || debounced !== typed
  // Results for other words stay only as far as they match these: Enter must not choose one that does not.
  const answers = isSearching ? found.items.filter(({ id, label }) => matches(`${label} ${id}`, typed)) : found.items
  const items = ordered([...useCommands().filter(({ label }) => matches(label, typed)), ...answers])
  const active = Math.min(at, items.length - 1)

  useEffect(() => dialog.current?.showModal(), [])

  function choose(item: PaletteItem | undefined) {
    if (!item) return
    // Closed first: the focus goes back to where it was, and what is done may move it.
    dialog.current?.close()
    item.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (isPressed(event, 'palette')) dialog.current?.close()
    else if (event.key === 'Enter') choose(items[active])
    else if (event.key in steps && items.length > 0) setAt(steps[event.key as Step](active, items.length))
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      aria-label={t('title')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      className={`overlay mx-auto mt-2 mb-auto max-h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] max-w-xl overflow-hidden p-0
        open:flex short:mt-1 short:max-h-[calc(100dvh-0.5rem)] wide:roomy:mt-[12dvh] wide:roomy:max-h-[70dvh]`}
    >
      <div className="flex min-h-0 w-full flex-col" onKeyDown={onKeyDown}>
        <PaletteBox
          text={text}
          option={items.length > 0 ? optionIdOf(active) : undefined}
          onText={(next) => (setText(next), setAt(0))}
          onClose={() => dialog.current?.close()}
        />
        <PaletteList id={LIST_ID} items={items} active={active} onChoose={choose} onPoint={setAt} />
        <PaletteFoot {...found} isSearching={isSearching} typed={typed} count={items.length} />
      </div>
    </dialog>
  )
}

/** The next index after a key, in a list of that length; arrows wrap around. */
const steps = {
  ArrowDown: (at: number, count: number) => (at + 1) % count,
  ArrowUp: (at: number, count: number) => (at - 1 + count) % count,
  PageDown: (at: number, count: number) => Math.min(at + 8, count - 1),
  PageUp: (at: number) => Math.max(at - 8, 0),
} as const
type Step = keyof typeof steps

/** Group by group. */
const ordered = (items: readonly PaletteItem[]): readonly PaletteItem[] =>
  paletteGroups.flatMap((group) => items.filter((item) => item.group === group))
