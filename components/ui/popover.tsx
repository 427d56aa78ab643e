'use client'

import { useEffect, useEffectEvent, useId, useRef, type ReactNode, type RefObject } from 'react'
import { place } from './place'

interface PopoverProps {
  readonly label: string
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly className?: string
  /** For who closes the panel from inside. */
  readonly panelRef?: RefObject<HTMLDivElement | null>
  /** The panel's size and room. */
  readonly panelClass?: string
  /** Called right before the panel opens, and when it has closed: what is heavy is drawn between the two. */
  readonly onToggle?: (isOpen: boolean) => void
}

const ordinary = 'max-h-[calc(100dvh-0.5rem)] max-w-[min(24rem,calc(100vw-1rem))] overflow-y-auto p-4'

/**
 * A button that opens a small panel in the top layer; Escape and a click outside close it.
 * Props: label = the panel's name; trigger = what stands on the button; children; className = the button's looks;
 * panelRef, panelClass, onToggle.
 */
export function Popover(props: PopoverProps) {
  const { label, trigger, children, className = '', panelClass = ordinary, onToggle: onToggled } = props
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const own = useRef<HTMLDivElement>(null)
  const panel = props.panelRef ?? own

  function onToggle(open: boolean) {
    button.current?.setAttribute('aria-expanded', String(open))
    if (open && button.current && panel.current) place(panel.current, button.current)
    if (!open) onToggled?.(false)
  }

  // A button of the server's HTML opens its panel before this script is here to hear it.
  const onPresent = useEffectEvent(() => {
    if (!panel.current?.matches(':popover-open')) return
    onToggled?.(true)
    onToggle(true)
  })
  useEffect(() => onPresent(), [])

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
        onBeforeToggle={(event) => event.newState === 'open' && onToggled?.(true)}
        onToggle={(event) => onToggle(event.newState === 'open')}
        className={`overlay fixed m-0 ${panelClass}`}
      >
        {children}
      </div>
    </>
  )
}
