'use client'

import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react'
import { place } from './place'

interface PopoverProps {
  readonly label: string
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly className?: string
  /** Told when the panel opens: what is heavy is drawn then. Its size must not change by that. */
  readonly onOpen?: () => void
}

/**
 * A button that opens a small panel in the top layer; Escape and a click outside close it.
 * Props: label = the panel's name; trigger = what stands on the button; children; className = the button's looks;
 * onOpen.
 */
export function Popover({ label, trigger, children, className = '', onOpen }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  function onToggle(open: boolean) {
    button.current?.setAttribute('aria-expanded', String(open))
    if (open && button.current && panel.current) place(panel.current, button.current)
    if (open) onOpen?.()
  }

  // A button of the server's HTML opens its panel before this script is here to hear it.
  const onPresent = useEffectEvent(() => panel.current?.matches(':popover-open') && onToggle(true))
  useEffect(() => void onPresent(), [])

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={false}
        className={`touch inline-flex min-h-8 items-center gap-1.5 rounded-field text-left ${className}`}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => onToggle(event.newState === 'open')}
        className="overlay fixed m-0 max-h-[calc(100dvh-0.5rem)] max-w-[min(24rem,calc(100vw-1rem))] overflow-y-auto p-4"
      >
        {children}
      </div>
    </>
  )
}
