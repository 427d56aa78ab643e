'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import type { Run } from '@/lib/protocol/run'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { rulesAtWork } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'
import { activeStatuses } from '@/lib/run/machine'
import { useSurroundings } from './report-context'

const TENTH = 100

interface WaitingNoteProps {
  readonly run: Run
  readonly responders: RunView['responders']
  readonly life: Lifecycle
  /** On the log's clock; 0 at rest. */
  readonly now: number
}

/** What an active run is waiting for, since when, and when its time is up. */
export function WaitingNote({ run, responders, life, now }: WaitingNoteProps) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const { cutOff } = useSurroundings()
  const last = life.segments.at(-1)
  if (!last || !life.isLive || !activeStatuses.includes(run.status)) return null
  if (cutOff) return <p className="text-prose">{t(cutOff === 'server' ? 'waits.unknown' : 'waits.away')}</p>
  const since = duration(Math.floor((last.to - last.from) / TENTH) * TENTH)
  const left = run.expires_at === null ? null : Math.max(0, run.expires_at * 1000 - now)
  const isWithRules = rulesAtWork(run, responders).length > 0
  return (
    <p
      data-status={isWithRules ? 'in_progress' : run.status}
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-prose"
    >
      <span>{t(isWithRules ? 'waits.rules' : `waits.${run.status as 'queued'}`)}</span>
      <span className="font-mono text-row text-tone tabular-nums">{since}</span>
      {left !== null && (
        <span className="text-row text-muted">
          {t.rich('expires_in', {
            duration: duration(left),
            clock: (chunks) => <span className="font-mono tabular-nums">{chunks}</span>,
          })}
        </span>
      )}
    </p>
  )
}
