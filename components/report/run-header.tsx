'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { LabelChips } from '@/components/labels/label-chips'
import { lateSilently } from '@/components/late/late'
import { plainName } from '@/components/names/plain-name'
import { StatusChip } from '@/components/ui/status-chip'
import { useDuration } from '@/components/ui/use-duration'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { lastSeenOf } from '@/lib/run/last-seen'
import { hasCost, isUsageEstimated } from '@/lib/run/step-notes'
import { usageOf } from '@/lib/run/usage'
import { useSurroundings, type RunActions } from './report-context'
import { about } from './bar-place'
import { UsageText } from './usage-text'

const RunCost = lateSilently(() => import('./run-cost').then((file) => file.RunCost))

const MAX_LABELS = 4

interface RunHeaderProps {
  readonly run: Run
  readonly view: RunView
  readonly life: Lifecycle
  readonly actions: RunActions | undefined
}

/** Whose run it is and how it stands. */
export function RunHeader({ run, view, life, actions }: RunHeaderProps) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const { assistantName, labels, cutOff } = useSurroundings()
  const usage = usageOf(view)
  return (
    <header className="flex flex-col gap-2">
      {actions && (
        <div data-tools className="-mb-1 -ml-1">
          {actions.trail}
        </div>
      )}
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 data-takes-focus tabIndex={-1} className="text-page wrap-anywhere">
          {t('title', { assistant: plainName(assistantName ?? run.model) })}
        </h1>
        <StatusChip status={run.status} lastKnownMs={cutOff === null ? undefined : lastSeenOf(view)} />
        <span className="font-mono text-row text-muted tabular-nums">
          {about(life.softness)}
          {duration(life.to - life.from)}
        </span>
        {usage && <UsageText usage={usage} known={isUsageEstimated(view) ? 'estimated' : 'counted'} />}
        {hasCost(view) && (
          <Suspense>
            <RunCost view={view} />
          </Suspense>
        )}
        <span data-tools className="ml-auto flex flex-wrap items-center gap-2">
          <LabelChips labels={labels} most={MAX_LABELS} />
          {actions?.tools}
        </span>
      </div>
    </header>
  )
}
