'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CostText } from '@/components/ui/cost-text'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { Comparison } from '@/lib/inspector/comparison/comparison'
import { changeInPercent, type Measure } from '@/lib/inspector/comparison/measures'
import { LetterMark } from './letter-mark'
import { Section } from './section'
import { letters } from './shown-side'

/** What both took, with what the second took more or less. Props: comparison. */
export function MeasuresTable({ comparison }: { comparison: Comparison }) {
  const t = useTranslations('comparison')
  const { measures, costs } = comparison
  return (
    <Section title={t('took')}>
      <table className="w-full max-w-3xl text-row">
        <thead>
          <tr className="border-b border-line text-muted">
            <th scope="col" className="h-8 text-left font-medium">
              <span className="sr-only">{t('measure.label')}</span>
            </th>
            {letters.map((letter) => (
              <th key={letter} scope="col" className="h-8 w-1/5 px-2 text-right font-medium">
                <span className="sr-only">{t(`run_${letter}`)}</span>
                <LetterMark letter={letter} />
              </th>
            ))}
            <th scope="col" className="h-8 w-[30%] pl-2 text-right font-medium">
              {t('difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <MeasureRow key={measure.name} measure={measure} />
          ))}
          {costs && (
            <Line
              term={t('measure.cost')}
              a={costs.a && <CostText cost={costs.a} />}
              b={costs.b && <CostText cost={costs.b} />}
              difference={null}
            />
          )}
        </tbody>
      </table>
    </Section>
  )
}

function MeasureRow({ measure }: { measure: Measure }) {
  const t = useTranslations('comparison.measure')
  const duration = useDuration()
  const { name, unit, a, b } = measure
  const told = (value: number) => (unit === 'ms' ? duration(value) : plainNumber(value))
  const difference = a === null || b === null ? null : b - a
  const percent = changeInPercent(measure)
  return (
    <Line
      term={t(name)}
      a={a === null ? null : told(a)}
      b={b === null ? null : told(b)}
      difference={
        difference !== null && (
          <>
            {difference === 0 ? '=' : `${difference > 0 ? '+' : '−'}${told(Math.abs(difference))}`}
            {percent !== null && Math.abs(percent) < MAX_PERCENT && (
              <span className="ml-2 inline-block min-w-14 text-muted">
                {percent > 0 ? '+' : '−'}
                {Math.abs(percent)} %
              </span>
            )}
          </>
        )
      }
    />
  )
}

/** Beyond that, "so many times" is read off the numbers themselves. */
const MAX_PERCENT = 1_000

interface LineProps {
  readonly term: string
  /** Null where it is not known. */
  readonly a: ReactNode
  readonly b: ReactNode
  readonly difference: ReactNode
}

function Line({ term, a, b, difference }: LineProps) {
  const cell = 'px-2 py-1 text-right align-baseline font-mono text-meta tabular-nums'
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1 pr-2 text-left font-normal text-muted">
        {term}
      </th>
      <td className={cell}>{a ?? '–'}</td>
      <td className={cell}>{b ?? '–'}</td>
      <td className={`${cell} pr-0`}>{difference}</td>
    </tr>
  )
}
