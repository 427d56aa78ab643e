'use client'

import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { threadPath, threadsPath } from '@/components/routing/paths'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { StatusChip } from '@/components/ui/status-chip'
import { useDuration } from '@/components/ui/use-duration'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { usageOf } from '@/lib/run/usage'
import { CancelButton } from '@/components/run/cancel-button'
import { RunAgain } from '@/components/run/run-again'
import { RunLabels } from '@/components/run/run-labels'
import { RunNeighbours } from '@/components/run/run-neighbours'
import { about } from './soft-edges'
import { UsageText } from './usage-text'

interface RunHeaderProps {
  readonly run: Run
  readonly view: RunView
  readonly now: number
  readonly summary: RunSummary | undefined
  readonly threadName: string
}

/** Whose run it is, how it stands, and how to stop it. Props: run, view, now, summary, threadName. */
export function RunHeader({ run, view, now, summary, threadName }: RunHeaderProps) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const shell = useTranslations('shell')
  const { connection } = useApi()
  const life = lifecycleOf(view, now)
  const usage = usageOf(view)
  return (
    <header className="flex flex-col gap-2">
      <div className="-mb-1 -ml-1">
        <Breadcrumbs
          trail={[
            { href: threadsPath(connection), label: shell('threads') },
            { href: threadPath(connection, run.thread_id), label: threadName },
          ]}
        />
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 data-takes-focus tabIndex={-1} className="text-page wrap-anywhere">
          {t('title', { assistant: plainName(summary?.assistant_name ?? run.model) })}
        </h1>
        <StatusChip status={run.status} />
        <span className="font-mono text-row text-muted tabular-nums">
          {about(life.softness)}
          {duration(life.to - life.from)}
        </span>
        {usage && <UsageText usage={usage} />}
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {summary && <RunLabels summary={summary} />}
          <RunNeighbours run={run} />
          <RunAgain run={run} />
          <CancelButton run={run} />
        </span>
      </div>
    </header>
  )
}
