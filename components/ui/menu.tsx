'use client'

import Link from 'next/link'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { Permission } from '@/lib/protocol/people'
import { itemTyped, nothingTyped, typedWith } from './menu-move'
import { useMay } from './permissions'
import { place } from './place'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  readonly onSelect?: () => void
  /** Makes the item a link. */
  readonly href?: string
  readonly danger?: boolean
  /** Makes the item one of a choice. */
  readonly checked?: boolean
  /** A permission without which it is absent. */
  readonly needs?: Permission
}

interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** What stands on the button. */
  readonly children: ReactNode
  readonly className?: string
}

/**
 * A button with a menu in the top layer (popover: Escape, Tab and a click outside close it; arrows, Home, End and
 * letters move; arrows open it, too). What stands in the menu is drawn when it is first opened: a long list has one in
 * each row.
 * Props: label = the button's name; items; children = what stands on the button; className = the button's looks.
 */
export function Menu({ label, items, children, className = '' }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [isDrawn, setDrawn] = useState(false)
  useHeard(list)
  const entries = () => Array.from(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])
  const onKeyDown = useMenuKeys(entries, () => list.current?.hidePopover())
  const entersAt = useRef(0)

  function onButtonKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    entersAt.current = event.key === 'ArrowUp' ? -1 : 0
    list.current?.showPopover()
  }

  function onToggle(open: boolean) {
    button.current?.setAttribute('aria-expanded', String(open))
    if (!open || !button.current || !list.current) return
    place(list.current, button.current)
    entries().at(entersAt.current)?.focus()
    entersAt.current = 0
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={false}
        aria-label={label}
        title={label}
        onKeyDown={onButtonKeyDown}
        className={`touch inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-field
          hover:bg-sunken ${className}`}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onKeyDown={onKeyDown}
        onBeforeToggle={() => setDrawn(true)}
        onToggle={(event) => onToggle(event.newState === 'open')}
        className="overlay fixed m-0 max-h-[calc(100dvh-0.5rem)] min-w-44 overflow-y-auto p-1"
      >
        {isDrawn && <MenuItems items={items} close={() => list.current?.hidePopover()} />}
      </div>
    </>
  )
}

/** Keys in an open menu. A letter is the menu's, not a shortcut of the page. */
function useMenuKeys(entries: () => readonly HTMLElement[], close: () => void) {
  const typed = useRef(nothingTyped)
  return (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event
    // The focus is back on the button before the browser moves it on.
    if (key === 'Tab') return close()
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const move = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key]
    const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
    if (move === undefined && !isLetter) return
    event.preventDefault()
    if (move !== undefined) return all.at(move % all.length)?.focus()
    typed.current = typedWith(typed.current, key, event.timeStamp)
    all[
      itemTyped(
        all.map(({ textContent }) => textContent.replace('✓', '')),
        at,
        typed.current,
      )
    ]?.focus()
  }
}

/** A button of the server's HTML opens its menu before this script is here to hear it: it is opened once more. */
function useHeard(list: RefObject<HTMLElement | null>) {
  useEffect(() => {
    if (!list.current?.matches(':popover-open')) return
    list.current.hidePopover()
    list.current.showPopover()
  }, [list])
}

interface MenuItemsProps {
  readonly items: readonly MenuItem[]
  readonly close: () => void
}

/** The items that are permitted. */
export function MenuItems({ items, close }: MenuItemsProps) {
  const may = useMay()
  return items.map((item) => may(item.needs) && <Entry key={item.label} item={item} close={close} />)
}

function Entry({ item, close }: { item: MenuItem; close: () => void }) {
  const className = `touch flex w-full items-center gap-2 rounded-chip px-2 py-1.5 text-left text-row hover:bg-sunken
    focus:bg-sunken ${item.danger ? 'text-tone' : 'text-ink'}`
  const content = (
    <>
      <span className="flex w-4 justify-center text-muted">{item.checked ? '✓' : item.icon}</span>
      {item.label}
    </>
  )
  if (item.href) {
    return (
      <Link href={item.href} role="menuitem" tabIndex={-1} className={className} onClick={close}>
        {content}
      </Link>
    )
  }
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.checked}
      tabIndex={-1}
      data-status={item.danger ? 'failed' : undefined}
      className={className}
      onClick={() => {
        close()
        item.onSelect?.()
      }}
    >
      {content}
    </button>
  )
}
