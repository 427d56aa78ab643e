'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState, type ReactNode } from 'react'
import { JsonBlock } from '@/components/json/json-block'
import { Button } from '@/components/ui/button'
import { useDuration } from '@/components/ui/use-duration'
import { families, familyCountsOf, logLinesOf, type EventFamily, type LogLine } from '@/lib/inspector/log-lines'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { LoggedEvent } from '@/lib/protocol/event'
import { EventList } from './event-list'
import { useUrlChoice } from './report-context'

export interface EventLinesProps {
  readonly events: readonly LoggedEvent[]
  /** The number of the event that is looked at, or null. */
  readonly looked: number | null
  readonly onLook: (event: LoggedEvent | null) => void
}

/** The lines of a log beside the JSON of the one that is looked at. Props: events, not empty; looked, onLook. */
export function EventLines({ events, looked, onLook }: EventLinesProps) {
  const duration = useDuration()
  const t = useTranslations('inspector.log')
  const [hiddenText, setHidden] = useUrlChoice('hide')
  const [deltas, setDeltas] = useState<'joined' | 'each'>('joined')
  const hidden = useMemo(() => families.filter((family) => hiddenText.split(',').includes(family)), [hiddenText])
  const lines = useMemo(() => logLinesOf(events, { hidden, deltas }), [events, hidden, deltas])
  const line = looked === null ? undefined : lines.find(({ seq, lastSeq }) => seq <= looked && looked <= lastSeq)
  const start = events[0]!.at

  function toggle(family: EventFamily) {
    setHidden((hidden.includes(family) ? hidden.filter((each) => each !== family) : [...hidden, family]).join(','))
  }

  return (
    <div className="flex flex-col gap-2 pt-2">
      <Filters counts={familyCountsOf(events)} hidden={hidden} onToggle={toggle}>
        <label className="touch flex shrink-0 items-center gap-2 text-meta">
          <input
            type="checkbox"
            checked={deltas === 'joined'}
            onChange={(event) => setDeltas(event.target.checked ? 'joined' : 'each')}
            className="size-4 accent-ink"
          />
          {t('join')}
        </label>
      </Filters>
      <div
        className="grid gap-4 wide:h-[34dvh] wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]
        broad:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      >
        <EventList lines={lines} start={start} looked={line ?? null} onLook={onLook} />
        <div className="min-h-0 overflow-y-auto wide:[--json-height:calc(34dvh-8.5rem)]">
          {line && looked !== null ? (
            <div className="flex flex-col gap-2">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-row">
                {t('as_of', { seq: looked, offset: duration((events[looked - 1]?.at ?? line.at) - start) })}
                <Button look="secondary" className="h-7 px-2" onClick={() => onLook(null)}>
                  {t('now')}
                </Button>
              </p>
              <LineData key={line.seq} line={line} />
            </div>
          ) : (
            <p className="text-row text-muted">{t('hint')}</p>
          )}
        </div>
      </div>
    </div>
  )
}

/** What a line carries; of what is not known here the text as it was sent. */
function LineData({ line: { event, events } }: { line: LogLine }) {
  const t = useTranslations('inspector.log')
  const [first] = events
  if (first?.event !== 'playground.unknown')
    return <JsonBlock label={event} value={events.length === 1 ? first?.data : events.map(({ data }) => data)} />
  const { data, whole_length } = first.data
  return (
    <>
      <p className="text-row text-muted">{t('unknown')}</p>
      <JsonBlock label={event} text={data} />
      {whole_length !== undefined && (
        <p className="text-row text-muted">
          {t('cut', { kept: plainNumber(data.length), whole: plainNumber(whole_length) })}
        </p>
      )}
    </>
  )
}

interface FiltersProps {
  readonly counts: Readonly<Record<EventFamily, number>>
  readonly hidden: readonly EventFamily[]
  readonly onToggle: (family: EventFamily) => void
  readonly children: ReactNode
}

function Filters({ counts, hidden, onToggle, children }: FiltersProps) {
  const t = useTranslations('inspector.log')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-wide:flex-nowrap max-wide:overflow-x-auto">
      <div role="group" aria-label={t('filter')} className="flex flex-wrap gap-1 max-wide:flex-nowrap">
        {families
          .filter((family) => counts[family] > 0)
          .map((family) => (
            <button
              key={family}
              type="button"
              aria-pressed={!hidden.includes(family)}
              onClick={() => onToggle(family)}
              className={`touch flex h-7 shrink-0 items-center gap-1.5 rounded-field border px-2 text-meta
                ${hidden.includes(family) ? 'border-line text-muted line-through' : 'border-control bg-surface'}`}
            >
              {t(`family.${family}`)}
              <span className="font-mono text-muted tabular-nums">{plainNumber(counts[family])}</span>
            </button>
          ))}
      </div>
      {children}
    </div>
  )
}
