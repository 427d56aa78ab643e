'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Suspense, useMemo, type ReactNode } from 'react'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { useMay } from '@/components/ui/permissions'
import { exactTime } from '@/components/ui/relative-time'
import { useDuration } from '@/components/ui/use-duration'
import { useHydrated } from '@/components/ui/use-now'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { Evidence, Facts, Finding, NextStep } from '@/lib/inspector/findings/finding'
import { findingsOf, type FindingKey } from '@/lib/inspector/findings/findings-of'
import { toClock } from './clock-text'

export interface FindingsProps {
  readonly facts: Facts
  /** Above a run's timeline, what is urgent; below it, how it is to be read; in a thread, how the run ended. */
  readonly place: keyof typeof isOf
  /** Draws the button for a next step; without it none is offered. */
  readonly next?: ((step: NextStep) => ReactNode) | undefined
  /** Called with the number of the event that somebody wants to see. */
  readonly onLook?: ((seq: number) => void) | undefined
}

type Shown = Finding<FindingKey>

const isReading = ({ subject, severity }: Shown) => subject === 'record' && severity === 'note'

const isOf = {
  run: (finding: Shown) => !isReading(finding),
  timeline: isReading,
  thread: ({ subject }: Shown) => subject === 'end',
} as const

/** What is known of a run that its reader should know, with the likely cause, the next step and what it rests on. */
export function Findings({ facts, place, next, onLook }: FindingsProps) {
  const t = useTranslations('findings')
  const findings = useMemo(() => findingsOf(facts).filter(isOf[place]), [facts, place])
  if (findings.length === 0) return null
  const start = facts.view.log[0]?.at ?? 0
  return (
    <ul aria-label={t(place === 'timeline' ? 'record' : 'title')} className="flex flex-col gap-2">
      {findings.map((finding) => (
        <li key={`${finding.key} ${finding.values.from} ${finding.values.to}`} {...lookOf(finding, facts.run.status)}>
          <Words finding={finding} />
          <Foot>
            {next && finding.next.map((step) => <Suspense key={step}>{next(step)}</Suspense>)}
            {onLook && finding.evidence.length > 0 && (
              <EvidenceList evidence={finding.evidence} start={start} onLook={onLook} />
            )}
          </Foot>
        </li>
      ))}
    </ul>
  )
}

/** A colour means a status: the run's own, or, for what is wrong with its record, that of a failure. */
function lookOf({ subject, severity }: Shown, status: Facts['run']['status']) {
  if (severity === 'note') return { className: 'flex flex-col gap-1 text-muted' }
  const tone = subject !== 'record' ? status : severity === 'problem' ? 'failed' : 'queued'
  return { 'data-status': tone, className: 'flex flex-col gap-1 rounded-field bg-tint px-3 py-2' }
}

/** What this server has failed in says no more in its own words. */
const ownKeys: readonly string[] = ['failure.stopped_often', 'failure.too_many_turns', 'failure.log_damaged']

function Words({ finding: { key, severity, values, said } }: { finding: Shown }) {
  const t = useTranslations('findings')
  const common = useTranslations('common')
  const locale = useLocale()
  const shown = useValues(values)
  const mayAct = useMay()('run')
  const isOwn = ownKeys.includes(key)
  // Not every finding has these.
  const wordsOf = (part: 'cause' | 'next' | 'next_for_others') => {
    const at = `${key}.${part}` as `${FindingKey}.title`
    return t.has(at) && t(at, shown)
  }
  const cause = wordsOf('cause')
  const advice = (!mayAct && wordsOf('next_for_others')) || wordsOf('next')
  return (
    <>
      <p className={severity === 'note' ? 'text-row' : 'text-row font-medium text-tone'}>{t(`${key}.title`, shown)}</p>
      {/* This server's own words are in the catalogue already. */}
      {said && !(isOwn && locale === 'en') && (
        <p className="max-w-[90ch] text-row wrap-anywhere">
          <q lang="en">{said}</q>
        </p>
      )}
      {(cause || advice) && (
        <p className="max-w-[90ch] text-row wrap-anywhere">
          {cause && advice ? common('sentences', { first: cause, second: advice }) : cause || advice}
        </p>
      )}
    </>
  )
}

/** What the catalogue's sentences ask for, as the reader's language writes it. */
function useValues({ names = [], count, durationMs, atMs, limit, from, to, ...rest }: Shown['values']) {
  const word = useTranslations('status')
  const listed = useListed('sentence')
  const duration = useDuration()
  const locale = useLocale()
  const isHydrated = useHydrated()
  const tokens = limit == null ? 'unknown' : plainNumber(limit)
  return {
    names: listed(names.map(plainName)),
    count: count ?? 0,
    limit: durationMs === undefined ? tokens : duration(durationMs, 'round'),
    // In the zone of whoever reads, which a server does not know.
    clock: isHydrated && atMs !== undefined ? toClock(atMs, locale, 'seconds') : '…',
    date: isHydrated && atMs !== undefined ? exactTime(atMs, locale) : '…',
    from: from ? word(from) : '',
    to: to ? word(to) : '',
    model: plainName(rest.model ?? ''),
    rule: plainName(rest.rule ?? ''),
    status: rest.status ?? '',
    backend: rest.backend ?? '',
  }
}

const Foot = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 empty:hidden">{children}</div>
)

interface EvidenceListProps {
  readonly evidence: readonly Evidence[]
  /** When the log begins, in Unix ms. */
  readonly start: number
  readonly onLook: (seq: number) => void
}

/** The events that a finding rests on; each leads to the run as it was then. */
function EvidenceList({ evidence, start, onLook }: EvidenceListProps) {
  const t = useTranslations('findings')
  const duration = useDuration()
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-meta text-muted">
      {t('evidence')}
      {evidence.map(({ seq, event, at }) => (
        <button
          key={seq}
          type="button"
          onClick={() => onLook(seq)}
          title={t('look_at', { event, offset: duration(at - start) })}
          className={`touch inline-flex items-center rounded-chip font-mono wrap-anywhere underline decoration-control
            underline-offset-2 hover:text-ink`}
        >
          {event} +{duration(at - start)}
        </button>
      ))}
    </p>
  )
}
