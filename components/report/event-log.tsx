'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { late } from '@/components/late/late'
import { atFoot } from '@/components/ui/at-foot'
import type { EventLinesProps } from './event-lines'

const EventLines = late(() => import('./event-lines').then((file) => file.EventLines))

interface EventLogProps extends EventLinesProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
}

/**
 * A run's log as it was witnessed, closed until it is asked for. Open, it stays at the bottom of the window, so that
 * what follows its steps can be seen above it. Props: events, looked, onLook, isOpen,
 * onToggle.
 */
export function EventLog({ events, looked, onLook, isOpen, onToggle }: EventLogProps) {
  const t = useTranslations('inspector.log')
  return (
    <details
      ref={atFoot}
      open={isOpen}
      data-docked={isOpen || undefined}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className={`z-20 -mx-2 border-t border-line bg-paper px-2 pt-3 pb-2 print:static! roomy:sticky
        roomy:bottom-(--shell-bottom)
        max-wide:roomy:max-h-[42dvh] max-wide:roomy:overflow-y-auto`}
    >
      <summary className="touch w-fit rounded-chip text-section font-bold">
        {t('title')} <span className="font-mono text-meta font-normal text-muted tabular-nums">{events.length}</span>
      </summary>
      {isOpen && events.length === 0 && <p className="py-2 text-row text-muted">{t('none')}</p>}
      {isOpen && events.length > 0 && (
        <Suspense fallback={<div className="h-[34dvh]" />}>
          <EventLines events={events} looked={looked} onLook={onLook} />
        </Suspense>
      )}
    </details>
  )
}
