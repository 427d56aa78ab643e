'use client'

import { useTranslations } from 'next-intl'
import { JsonBlock } from '@/components/json/json-block'
import { Button } from '@/components/ui/button'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { LogLine } from '@/lib/inspector/log-lines'

interface WireFrameDataProps {
  readonly line: LogLine
  /** The number of the event that is looked at. */
  readonly looked: number
  readonly afterMs: number
  readonly onLeave: () => void
}

/** What the frames of a line carry, and the way back from the moment that they show. */
export function WireFrameData({ line, looked, afterMs, onLeave }: WireFrameDataProps) {
  const t = useTranslations('inspector.log')
  const duration = useDuration()
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-row">
        {t('as_of', { seq: looked, offset: duration(afterMs) })}
        <Button look="secondary" className="h-7 px-2" onClick={onLeave}>
          {t('now')}
        </Button>
      </p>
      {line.events[0]?.source === 'poll' && <p className="max-w-prose text-row text-muted">{t('polled_long')}</p>}
      <LineData line={line} />
    </div>
  )
}

/** Of what is not known here the text as it was sent. */
function LineData({ line: { event, events } }: { line: LogLine }) {
  const t = useTranslations('inspector.log')
  const [first] = events
  if (first?.event !== 'playground.unknown')
    return <JsonBlock label={event} value={events.length === 1 ? first?.data : events.map(({ data }) => data)} />
  const { data, whole_length } = first.data
  return (
    <>
      <p className="text-row text-muted">{t('unknown')}</p>
      <JsonBlock label={event} text={data} first="raw" />
      {whole_length !== undefined && (
        <p className="text-row text-muted">
          {t('cut', { kept: plainNumber(data.length), whole: plainNumber(whole_length) })}
        </p>
      )}
    </>
  )
}
