'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { JsonEditor } from '@/components/json/json-editor'
import { Tabs } from '@/components/run/tabs'
import { Button } from '@/components/ui/button'
import type { FieldProblem } from './assistant-problems'
import { definitionIn, fieldsOf, sourceOf, type FunctionFields, type TooRich } from './function-fields'
import { FunctionForm } from './function-form'
import { ProblemLine } from './problem-line'
import { useProblemText } from './use-problem-text'

const ways = ['form', 'json'] as const

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
  // As it was typed: the source alone would not tell a comma that is still to be followed by a value.
  const [typed, setTyped] = useState<{ readonly source: string; readonly fields: FunctionFields }>()
  const reading = typed?.source === source ? { ok: true as const, fields: typed.fields } : fieldsOf(source)
  const [way, setWay] = useState<(typeof ways)[number]>(reading.ok ? 'form' : 'json')
  const [isFirst, setFirst] = useState(isNew)

  function write(fields: FunctionFields) {
    const written = sourceOf(fields)
    setTyped({ source: written, fields })
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
      {way === 'form' && reading.ok && (
        <FunctionForm fields={reading.fields} isNew={isFirst} problem={problem} onFields={write} />
      )}
      {way === 'form' && !reading.ok && <NoForm why={reading.why} onJson={() => setWay('json')} />}
    </Tabs>
  )
}

/** Why there is no form, and the way to what there is. */
function NoForm({ why, onJson }: { why: TooRich; onJson: () => void }) {
  const t = useTranslations('assistants.function')
  return (
    <div className="flex flex-col items-start gap-3 py-2">
      <p className="max-w-prose text-row">
        {t(`too_rich.${keyOf(why)}`, { name: why.name, keyword: why.keyword })}{' '}
        {why.key !== 'json' && t('too_rich.kept')}
      </p>
      <Button onClick={onJson}>{t('edit_json')}</Button>
    </div>
  )
}

const keyOf = ({ key, name }: TooRich) => (key === 'keyword' && name === '' ? 'keyword_at_top' : key)
