'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { late } from '@/components/late/late'
import { atFoot } from '@/components/ui/at-foot'
import type { WireLinesProps } from './wire-lines'

const WireLines = late(() => import('./wire-lines').then((file) => file.WireLines))

/**
 * What passed on the wire about a run, as it was witnessed; closed until it is asked for. Open, it stays at the bottom
 * of the window, so that what follows its steps can be seen above it.
 */
export function WirePanel(props: WireLinesProps) {
  const t = useTranslations('inspector.log')
  const { view, looking } = props
  const isOpen = looking.isLogOpen
  return (
    <details
      ref={atFoot}
      open={isOpen}
      data-docked={isOpen || undefined}
      onToggle={(event) => looking.onLogToggle(event.currentTarget.open)}
      className={`z-20 -mx-2 border-t border-line bg-paper px-2 pt-3 pb-2 print:static! roomy:sticky
        roomy:bottom-(--shell-bottom)
        max-wide:roomy:max-h-[42dvh] max-wide:roomy:overflow-y-auto`}
    >
      <summary className="touch w-fit rounded-chip text-section font-bold">
        {t('title')}{' '}
        {view.lastSeq > 0 && (
          <span className="font-mono text-meta font-normal text-muted tabular-nums">{view.lastSeq}</span>
        )}
      </summary>
      {isOpen && (
        <Suspense fallback={<div className="h-[34dvh]" />}>
          <WireLines {...props} />
        </Suspense>
      )}
    </details>
  )
}
