'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import type { LogEntry } from '@/lib/run/fold'

const EventLines = lazy(() => import('./event-lines').then((file) => ({ default: file.EventLines })))

/** A run's log as it was witnessed, closed until it is asked for. Props: log. */
export function EventLog({ log }: { log: readonly LogEntry[] }) {
  const t = useTranslations('inspector.log')
  const [isOpen, setOpen] = useState(false)
  const count = log.reduce((sum, entry) => sum + entry.count, 0)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="border-t border-line pt-3">
      <summary className="touch w-fit rounded-chip text-section font-bold">
        {t('title')} <span className="font-mono text-meta font-normal text-muted tabular-nums">{count}</span>
      </summary>
      {isOpen && log.length === 0 && <p className="py-2 text-row text-muted">{t('none')}</p>}
      {isOpen && log.length > 0 && (
        <Suspense>
          <EventLines log={log} />
        </Suspense>
      )}
    </details>
  )
}
