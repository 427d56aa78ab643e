'use client'

import { Suspense, useId, useRef, useState } from 'react'
import { late } from '@/components/late/late'
import { ChevronDown } from '@/components/ui/icons'
import { controlClass } from '@/components/ui/input'
import { place } from '@/components/ui/place'

const AssistantOptions = late(() => import('./assistant-options').then((file) => file.AssistantOptions), {
  ahead: true,
})

interface AssistantSelectProps {
  readonly label: string
  /** The id of the chosen one, or an empty string. */
  readonly chosen: string
  /** What it is called, or what stands there while none is chosen. */
  readonly text: string
  /** The choice of none, where that is one. */
  readonly none?: string
  readonly onChoose: (id: string) => void
  readonly className?: string
}

/**
 * A choice of one assistant out of any number: a button that opens a list with a search of its own.
 * Props: label, chosen, text, none, onChoose, className.
 */
export function AssistantSelect(props: AssistantSelectProps) {
  const { label, chosen, text, none, onChoose, className = '' } = props
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)

  function onToggle(open: boolean) {
    setOpen(open)
    if (open && button.current && panel.current) place(panel.current, button.current)
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={`touch inline-flex h-8 w-auto! items-center gap-2 ${controlClass} ${className}`}
      >
        <span className="sr-only">{label}</span>
        <span dir="auto" className="min-w-0 truncate">
          {text}
        </span>
        <ChevronDown aria-hidden size={14} className="ml-auto shrink-0 text-muted" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => onToggle(event.newState === 'open')}
        className="overlay fixed m-0 h-80 max-h-[80dvh] w-80 max-w-[calc(100vw-1rem)] open:flex open:flex-col"
      >
        <Suspense>
          {isOpen && (
            <AssistantOptions
              chosen={chosen}
              none={none}
              onChoose={(next) => {
                panel.current?.hidePopover()
                onChoose(next)
              }}
            />
          )}
        </Suspense>
      </div>
    </>
  )
}
