'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { JsonEditor } from '@/components/json/json-editor'
import { Tabs } from '@/components/ui/tabs'
import { Button } from '@/components/ui/button'
import type { FieldProblem } from './assistant-problems'
import { definitionIn, fieldsOf, sourceOf, type FunctionFields } from './function-fields'
import { FunctionForm } from './function-form'
import { ProblemLine } from './problem-line'
import { useProblemText } from './use-problem-text'

const ways = ['form', 'json'] as const

/** A form writes the whole definition with each key press: beyond this length typing would be slow. */
const MAX_FORM_LENGTH = 50_000
const isLong = (source: string) => source.length > MAX_FORM_LENGTH
const formOf = (source: string) => (isLong(source) ? undefined : fieldsOf(source))

interface FunctionBodyProps {
  readonly name: string
  readonly source: string
  readonly isNew: boolean
  readonly problem: FieldProblem | undefined
  readonly onChange: (source: string) => void
}

/** A function's definition as a form or as JSON. Both write the same text. */
export function FunctionBody({ name, source, isNew, problem, onChange }: FunctionBodyProps) {
  const t = useTranslations('assistants.function')
  const textOf = useProblemText()
  // As it was typed: the source alone would lose a comma that no value follows yet.
  const [typed, setTyped] = useState<{ readonly source: string; readonly fields: FunctionFields }>()
  const [way, setWay] = useState<(typeof ways)[number]>(() => (formOf(source) ? 'form' : 'json'))
  const known = typed?.source === source ? typed.fields : undefined
  const fields = way === 'form' ? (known ?? formOf(source)) : undefined
  const [isFirst, setFirst] = useState(isNew)

  function write(changed: FunctionFields) {
    const written = sourceOf(changed)
    setTyped({ source: written, fields: changed })
    onChange(written)
  }

  function turnTo(next: (typeof ways)[number]) {
    setWay(next)
    setFirst(false)
  }

  return (
    <Tabs
      label={t('way', { name })}
      tabs={ways.map((each) => ({ name: each, label: t(each) }))}
      selected={way}
      onSelect={turnTo}
    >
      {way === 'json' && (
        <JsonEditor
          label={t('definition', { name })}
          hint={t('definition_hint')}
          root="function"
          value={source}
          onChange={(text) => onChange(definitionIn(text))}
          problem={problem?.kind === 'json' ? problem.problem : undefined}
          error={textOf(problem)}
        />
      )}
      {way === 'form' && problem?.kind === 'server' && <ProblemLine problem={problem} />}
      {way === 'form' && fields && <FunctionForm fields={fields} isNew={isFirst} problem={problem} onFields={write} />}
      {way === 'form' && !fields && <NoForm isLong={isLong(source)} onJson={() => setWay('json')} />}
    </Tabs>
  )
}

/** Says why there is no form, and leads to the JSON. */
function NoForm({ isLong, onJson }: { isLong: boolean; onJson: () => void }) {
  const t = useTranslations('assistants.function')
  return (
    <div className="flex flex-col items-start gap-3 py-2">
      <p className="max-w-prose text-row">
        {isLong ? t('too_long_for_form', { most: MAX_FORM_LENGTH }) : t('no_form')}
      </p>
      <Button onClick={onJson}>{t('edit_json')}</Button>
    </div>
  )
}
