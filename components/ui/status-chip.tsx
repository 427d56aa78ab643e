'use client'

import { useTranslations } from 'next-intl'
import { isTerminal } from '@/lib/run/machine'
import type { RunStatus } from '@/lib/protocol/status'
import { runStatusLook } from './run-status'
import { StatusGlyph } from './status-glyph'
import { TimeText } from './time-text'

interface StatusChipProps {
  readonly status: RunStatus
  /** A state at rest in a list: the same word and glyph without the tint. */
  readonly muted?: boolean
  /**
   * Where its server cannot be reached: when the status was last known, in Unix ms; null where that is not known
   * either. What is over stays over.
   */
  readonly lastKnownMs?: number | null | undefined
}

/** A state in a word, with its glyph, on its tint; its sentence on hover. For runs, steps and messages. */
export function StatusChip({ status, muted = false, lastKnownMs }: StatusChipProps) {
  const t = useTranslations('status')
  const { tone, messageKey } = runStatusLook[status]
  if (lastKnownMs !== undefined && !isTerminal(status)) return <LastKnown status={status} ms={lastKnownMs} />
  const ground = muted ? '' : 'bg-tint'
  return (
    <span
      data-status={tone}
      title={t(`explain.${messageKey}`)}
      className={`inline-flex h-5 shrink-0 items-center gap-1.5 rounded-chip px-1.5 text-meta font-medium whitespace-nowrap
        text-tone ${ground}`}
    >
      <StatusGlyph status={status} />
      {t(messageKey)}
    </span>
  )
}

/** No state of now: neither its tint nor its colour. */
function LastKnown({ status, ms }: { readonly status: RunStatus; readonly ms: number | null }) {
  const t = useTranslations('status')
  return (
    <span
      title={t('last_known_title')}
      className={`inline-flex min-h-5 items-center gap-1.5 rounded-chip border border-dashed border-control px-1.5
        text-meta font-medium text-muted`}
    >
      <StatusGlyph status={status} />
      <span>
        {ms === null
          ? t('last_known', { status: t(status) })
          : t.rich('last_known_at', { status: t(status), time: () => <TimeText ms={ms} /> })}
      </span>
    </span>
  )
}
