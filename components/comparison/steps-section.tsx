'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { axisScaleOf, type AxisScale } from '@/components/report/axis-scale'
import { LifecycleLane } from '@/components/report/lifecycle-lane'
import { useChoiceIn } from '@/components/report/report-context'
import { GridLines, TimeAxis } from '@/components/report/time-axis'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { commonLife } from '@/lib/inspector/comparison/common-life'
import type { Comparison } from '@/lib/inspector/comparison/comparison'
import { gapsOf } from '@/lib/inspector/lifecycle'
import type { UrlState } from '@/lib/inspector/url-state'
import { LetterMark } from './letter-mark'
import { Section } from './section'
import { letters, type Form, type Letter } from './shown-side'
import { StepPair } from './step-pair'

/** More are drawn when they are asked for. */
const AT_FIRST = 200

interface StepsSectionProps {
  readonly comparison: Comparison
  readonly form: Form
  readonly urlState: UrlState
}

/** Both timelines on one axis from 0, and below them each step with the other run's. */
export function StepsSection({ comparison, form, urlState }: StepsSectionProps) {
  const t = useTranslations('comparison')
  const { steps, lives } = comparison
  const [folds, setFolds] = useChoiceIn(urlState, 'gaps')
  const [isAll, setAll] = useState(false)
  const canFold = useMemo(() => gapsOf(commonLife(lives, 0)).length > 0, [lives])
  const scales = useMemo(() => scalesOf(lives, folds === 'folded' ? 'folded' : 'whole'), [lives, folds])
  const matched = steps.filter(({ a, b }) => a && b).length
  const shown = isAll ? steps : steps.slice(0, AT_FIRST)
  return (
    <Section
      title={t('steps')}
      aside={
        <span className="flex flex-wrap items-center gap-x-4 text-row text-muted">
          {t('matched', { matched, a: steps.filter(({ b }) => !b).length, b: steps.filter(({ a }) => !a).length })}
          {(canFold || folds) && (
            <Checkbox
              label={t('fold')}
              checked={folds === 'folded'}
              onCheck={(isOn) => setFolds(isOn ? 'folded' : '')}
            />
          )}
        </span>
      }
    >
      <div className="relative">
        <OnAxis>
          <TimeAxis scale={scales.a} />
        </OnAxis>
        {letters.map((letter) => (
          <div key={letter} className={laneClass} role="group" aria-label={t(`run_${letter}`)}>
            <span className="flex items-center gap-2 text-row">
              <LetterMark letter={letter} />
            </span>
            <span className="relative mr-9 min-w-0 overflow-x-clip">
              <LifecycleLane life={lives[letter]} scale={scales[letter]} />
            </span>
          </div>
        ))}
        <div className="relative">
          <OnAxis behind>
            <GridLines scale={scales.a} pinned={null} />
          </OnAxis>
          <ol aria-label={t('steps')} className="relative flex flex-col">
            {shown.map((pair) => (
              <StepPair key={pair.id} pair={pair} scales={scales} form={form} />
            ))}
          </ol>
        </div>
      </div>
      {shown.length < steps.length && (
        <Button className="w-fit" onClick={() => setAll(true)}>
          {t('all_steps', { count: steps.length })}
        </Button>
      )}
    </Section>
  )
}

/** Names, bars and lengths stand in these columns; where there is no room, names above the bars. */
const laneClass = `grid grid-cols-[1.75rem_minmax(0,1fr)] items-start gap-x-2
  wide:grid-cols-[14rem_minmax(0,1fr)]`

/** What lies over the column of the bars. */
function OnAxis({ behind = false, children }: { behind?: boolean; children: React.ReactNode }) {
  return (
    <div className={`${laneClass} ${behind ? 'pointer-events-none absolute inset-0' : ''}`}>
      <span />
      <span className={`relative mr-9 min-w-0 ${behind ? 'h-full' : ''}`}>{children}</span>
    </div>
  )
}

/** One axis for both: each run's moments are laid on it from its own beginning on. */
function scalesOf(lives: Comparison['lives'], gaps: 'folded' | 'whole'): Readonly<Record<Letter, AxisScale>> {
  const of = (letter: Letter) => axisScaleOf(commonLife(lives, lives[letter].from), { gaps, zoom: null })
  return { a: of('a'), b: of('b') }
}
