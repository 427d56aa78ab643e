'use client'

import { useEffect, useRef, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { navigationStore } from '@/components/routing/navigation-store'
import { Search } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'

const DEBOUNCE_MS = 200

interface SearchInputProps {
  readonly label: string
  /** The current search. The box follows when it is changed from elsewhere. */
  readonly value: string
  readonly onSearch: (value: string) => void
}

/** A search box that searches when typing pauses. */
export function SearchInput({ label, value, onSearch }: SearchInputProps) {
  const [text, setText] = useState(value)
  const [sent, setSent] = useState(value)
  const [known, setKnown] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useAction({ id: 'search', label, shortcut: 'search', run: () => box.current?.focus() })

  if (value !== known) {
    setKnown(value)
    // The search that this box has sent must not overwrite what was typed since.
    if (value !== sent) {
      setText(value)
      setSent(value)
    }
  }

  function send(typed: string) {
    clearTimeout(timer.current)
    setSent(typed.trim())
    onSearch(typed.trim())
  }

  function type(typed: string) {
    setText(typed)
    clearTimeout(timer.current)
    const { towards } = navigationStore.getState()
    timer.current = setTimeout(() => {
      // A page that was asked for meanwhile would not come: a change of the address calls it off.
      if (navigationStore.getState().towards === towards) send(typed)
    }, DEBOUNCE_MS)
  }

  return (
    <search className="relative w-full wide:w-56 wide:max-w-80 wide:grow">
      <Search
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <Input
        ref={box}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        className="peer pl-8"
        onChange={(event) => type(event.target.value)}
        // Before the next click is handled: a search sent after it would lead back from another page.
        onBlur={() => text.trim() !== sent && send(text)}
        onKeyDown={(event) => event.key === 'Enter' && send(text)}
      />
      <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 peer-not-placeholder-shown:hidden">
        <ShortcutHint name="search" />
      </span>
    </search>
  )
}
