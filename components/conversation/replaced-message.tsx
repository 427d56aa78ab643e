'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { ChevronRight } from '@/components/ui/icons'

/** Half a message that another one has replaced, folded: what was once shown can still be read. Props: children. */
export function ReplacedMessage({ children }: { children: ReactNode }) {
  const t = useTranslations('thread')
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group/replaced min-w-0 rounded-field border border-line open:bg-surface"
    >
      <summary className="touch flex min-h-8 list-none items-center gap-2 rounded-field px-2.5 text-meta text-muted hover:bg-sunken">
        <ChevronRight size={14} aria-hidden className="shrink-0 transition-transform group-open/replaced:rotate-90" />
        <span className="min-w-0 py-1">{t('replaced')}</span>
      </summary>
      {isOpen && <div className="p-2.5 text-muted">{children}</div>}
    </details>
  )
}
