'use client'

import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { revealAcross } from './reveal-across'

interface TabsProps<Name extends string> {
  readonly label: string
  readonly tabs: readonly { readonly name: Name; readonly label: string }[]
  readonly selected: Name
  readonly onSelect: (name: Name) => void
  /** What the selected tab shows. */
  readonly children: ReactNode
}

/** Tabs over one panel; arrows move between them and select. Props: label, tabs, selected, onSelect, children. */
export function Tabs<Name extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Name>) {
  const id = useId()

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    // From where the focus is: what is selected may stand in the address, which follows keys some frames later.
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
    const at = all.findIndex((tab) => tab === event.target)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    onSelect(tabs.at(to % tabs.length)!.name)
    all.at(to % tabs.length)?.focus()
  }

  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="scroll-edges flex gap-1 overflow-x-auto border-b border-line"
      >
        {tabs.map(({ name, label: text }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === selected}
            aria-controls={`${id}-panel`}
            tabIndex={name === selected ? 0 : -1}
            ref={name === selected ? revealAcross : undefined}
            onClick={() => onSelect(name)}
            className={`touch -mb-px h-8 border-b-2 px-3 text-row whitespace-nowrap -outline-offset-2 ${
              name === selected ? 'border-ink font-medium text-ink' : 'border-transparent text-muted hover:text-ink'
            }`}
          >
            {text}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`} tabIndex={0} className="min-w-0">
        {children}
      </div>
    </div>
  )
}
