'use client'

import { useTranslations } from 'next-intl'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Run } from '@/lib/protocol/run'
import { rulesAtWork } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'

interface HowItStandsProps {
  readonly run: Run
  /** What was seen live, of which the run may be one. */
  readonly views: readonly RunView[]
}

/** How a run stands, in a word; while rules answer for it, which. Props: run, views. */
export function HowItStands({ run, views }: HowItStandsProps) {
  const t = useTranslations('present')
  const seen = views.find((view) => view.run?.id === run.id)
  const working = seen?.run ? rulesAtWork(seen.run, seen.responders).filter(({ status }) => status === 'working') : []
  const [first] = working
  if (!first) return <RunStatusChip status={run.status} />
  return (
    <span
      data-status="in_progress"
      className="inline-flex h-5 min-w-0 items-center gap-1.5 rounded-chip bg-tint px-1.5 text-meta font-medium text-tone"
    >
      <StatusGlyph status="in_progress" />
      <span className="truncate">
        {t('rules', { count: working.length, name: first.rule?.name || first.function })}
      </span>
    </span>
  )
}
