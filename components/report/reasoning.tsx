'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { DurationText } from '@/components/ui/duration-text'
import { ChevronRight } from '@/components/ui/icons'

interface ReasoningProps {
  /** When the model began to think and when it was last seen to, in Unix ms. */
  readonly times: { readonly from_ms: number; readonly to_ms: number }
  /** More is to come. */
  readonly isLive: boolean
  /** Its text, drawn once it is opened. */
  readonly children: ReactNode
}

/** What a model thought before it answered, folded. */
export function Reasoning({ times, isLive, children }: ReasoningProps) {
  const t = useTranslations('inspector')
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group/reasoning min-w-0 rounded-field border border-line open:bg-surface"
    >
      <summary className="touch flex min-h-8 list-none items-center gap-2 rounded-field px-2.5 text-meta text-muted hover:bg-sunken">
        <ChevronRight size={14} aria-hidden className="shrink-0 transition-transform group-open/reasoning:rotate-90" />
        <span className="min-w-0 py-1">
          {t.rich('reasoning', {
            duration: () => <DurationText fromMs={times.from_ms} toMs={isLive ? null : times.to_ms} />,
          })}
        </span>
      </summary>
      {isOpen && (
        <div dir="auto" className="max-h-[50dvh] max-w-prose overflow-y-auto p-2.5 text-muted" tabIndex={0}>
          {children}
        </div>
      )}
    </details>
  )
}
