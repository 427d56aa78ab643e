'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView } from '@/lib/run/fold'
import { knownOf, type Known } from '@/lib/inspector/known-times'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Row } from '@/lib/inspector/timeline-row'
import { isTerminal } from '@/lib/run/machine'
import type { Fact } from './facts'
import { about } from './bar-place'

interface Time {
  readonly term: string
  readonly ms: number
  readonly isSoft: boolean
  /** How its ends are known. */
  readonly known: readonly Known[]
}

interface TimesProps {
  readonly view: RunView
  readonly life: Lifecycle
  readonly row: Row | undefined
}

/**
 * When what is looked at began and how long its parts took; of the whole run how long it was in each status. Each says
 * how it is known; where all say the same, one line says it for them.
 */
export function useTimes({ view, life, row }: TimesProps): readonly Fact[] {
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const duration = useDuration()
  const words = useKnownWords()
  const times = row
    ? timesOfRow(view, { row, from: life.from, bar: (kind) => t(`bar.${kind}`), fact: (fact) => t(`facts.${fact}`) })
    : timesOfRun(view, life).map(({ status: each, ...time }) => ({ term: status(each), ...time }))
  const told = times.map(({ known }) => words(known))
  const [first = ''] = told
  const isOneForAll = told.length > 1 && told.every((each) => each === first)
  const facts = times.map(({ term, ms, isSoft }, index): Fact => ({
    term,
    value: (
      <>
        <span className="font-mono text-meta tabular-nums">
          {about(isSoft ? 'both' : 'none')}
          {duration(ms)}
        </span>
        {!isOneForAll && <span className="ml-2 text-meta text-muted">{told[index]}</span>}
      </>
    ),
  }))
  return isOneForAll ? [...facts, { term: t('known.term'), value: first }] : facts
}

interface RowTimes {
  readonly row: Row
  /** When the run began, in Unix milliseconds. */
  readonly from: number
  readonly bar: (kind: Row['bars'][number]['kind']) => string
  readonly fact: (fact: 'began' | 'took') => string
}

function timesOfRow(view: RunView, { row, from, bar, fact }: RowTimes): readonly Time[] {
  const lengthOf = (part: Pick<Row, 'from' | 'to' | 'isLive' | 'softness'>) => ({
    ms: part.to - part.from,
    isSoft: part.softness !== 'none',
    known: knownOf(view, [part]),
  })
  return [
    {
      term: fact('began'),
      ms: row.from - from,
      isSoft: row.softness === 'from' || row.softness === 'both',
      known: knownOf(view, [{ ...row, isLive: true }]),
    },
    { term: fact('took'), ...lengthOf(row) },
    ...row.bars.map((part) => ({ term: bar(part.kind), ...lengthOf(part) })),
  ]
}

/** A status may be entered again and again. */
function timesOfRun(view: RunView, { dwell, segments }: Lifecycle) {
  return (Object.entries(dwell) as [RunStatus, number][])
    .filter(([status]) => !isTerminal(status))
    .map(([status, ms]) => {
      const visits = segments.filter((segment) => segment.status === status)
      const isSoft = visits.some(({ softness }) => softness !== 'none')
      return { status, ms, isSoft, known: knownOf(view, visits) }
    })
}

function useKnownWords() {
  const t = useTranslations('inspector.known')
  const duration = useDuration()
  const word = ({ by, windowMs }: Known) =>
    windowMs === null ? t(by) : t('within', { known: t(by), window: duration(windowMs) })
  return (known: readonly Known[]) => {
    const [from = '', ...others] = known.map(word)
    const [to] = others
    return to === undefined ? from : t('ends', { from, to: others.join('; ') })
  }
}
