'use client'

import { Suspense, useRef, useState } from 'react'
import { late } from '@/components/late/late'
import { ChevronDown } from '@/components/ui/icons'
import { controlClass } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'

const AssistantOptions = late(() => import('./assistant-options').then((file) => file.AssistantOptions), {
  ahead: true,
})

interface AssistantSelectProps {
  readonly label: string
  /** The id of the chosen one, or an empty string. */
  readonly chosen: string
  /** Its name, or the text while none is chosen. */
  readonly text: string
  /** The label for choosing none, where that is possible. */
  readonly none?: string
  readonly onChoose: (id: string) => void
  readonly className?: string
}

/** A choice of one assistant out of any number: a button that opens a list with a search of its own. */
export function AssistantSelect(props: AssistantSelectProps) {
  const { label, chosen, text, none, onChoose, className = '' } = props
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      label={label}
      panelRef={panel}
      onToggle={setOpen}
      className={`h-8 w-auto! ${controlClass} ${className}`}
      panelClass="h-80 max-h-[80dvh] w-80 max-w-[calc(100vw-1rem)] open:flex open:flex-col"
      trigger={
        <>
          <span className="sr-only">{label}</span>
          <span dir="auto" className="min-w-0 truncate">
            {text}
          </span>
          <ChevronDown aria-hidden size={14} className="ml-auto shrink-0 text-muted" />
        </>
      }
    >
      {isOpen && (
        <Suspense>
          <AssistantOptions
            chosen={chosen}
            none={none}
            onChoose={(next) => {
              panel.current?.hidePopover()
              onChoose(next)
            }}
          />
        </Suspense>
      )}
    </Popover>
  )
}
