'use client'

import { useTranslations } from 'next-intl'
import { memo, useDeferredValue, useMemo, type ReactNode } from 'react'
import { useChoiceIn } from '@/components/report/report-context'
import { comparisonOf } from '@/lib/inspector/comparison/comparison'
import type { UrlState } from '@/lib/inspector/url-state'
import { AnswersSection } from './answers-section'
import { AskedSection } from './asked-section'
import { MeasuresTable } from './measures-table'
import { SettingsSection } from './settings-section'
import { SideHeads } from './side-heads'
import type { Form, Sides } from './shown-side'
import { StepsSection } from './steps-section'

interface ComparisonViewProps {
  readonly sides: Sides
  /** The time on the logs' clock, in Unix ms; while both rest it tells nothing. */
  readonly now: number
  /** What the reader chose and where that is kept; the same object throughout. */
  readonly urlState: UrlState
  /** What can be done with both. */
  readonly tools?: ReactNode
}

/**
 * Draws two runs from what it is given. It fetches nothing and knows of no pages: what stands in this folder may be
 * drawn of runs that are live, stored or read from a file.
 */
export const ComparisonView = memo(function ComparisonView({ sides, now, urlState, tools }: ComparisonViewProps) {
  const [view, setView] = useChoiceIn(urlState, 'view')
  // What is written grows many times a second; laying it over what was written before may wait.
  const drawn = useDeferredValue(sides)
  const comparison = useMemo(() => comparisonOf(drawn.a, drawn.b, now), [drawn, now])
  const form = view === 'difference' ? 'difference' : 'beside'
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <FormChoice form={form} onChoose={setView} />
          {tools}
        </div>
        <SideHeads sides={sides} />
      </div>
      <MeasuresTable comparison={comparison} />
      <SettingsSection sides={drawn} form={form} />
      <AskedSection sides={drawn} form={form} />
      <StepsSection comparison={comparison} form={form} urlState={urlState} />
      <AnswersSection sides={drawn} comparison={comparison} form={form} />
    </div>
  )
})

const forms = ['beside', 'difference'] as const

function FormChoice({ form, onChoose }: { form: Form; onChoose: (view: string) => void }) {
  const t = useTranslations('comparison.form')
  return (
    <div role="group" aria-label={t('label')} className="flex">
      {forms.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === form}
          onClick={() => onChoose(each === 'beside' ? '' : each)}
          className={`touch h-8 border px-3 text-row first:rounded-l-field last:-ml-px last:rounded-r-field ${
            each === form ? 'border-ink bg-ink text-paper' : 'border-control bg-surface text-ink hover:bg-sunken'
          }`}
        >
          {t(each)}
        </button>
      ))}
    </div>
  )
}
