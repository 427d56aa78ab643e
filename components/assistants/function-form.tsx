'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Plus } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { FieldProblem } from './assistant-problems'
import { newRow, type FunctionFields } from './function-fields'
import { Kept } from './kept'
import { ParameterRows } from './parameter-rows'
import { useProblemText } from './use-problem-text'

interface FunctionFormProps {
  readonly fields: FunctionFields
  readonly isNew: boolean
  readonly problem: FieldProblem | undefined
  readonly onFields: (fields: FunctionFields) => void
}

/** A function's definition as fields: what it is called, what it is for, and what it is given. */
export function FunctionForm({ fields, isNew, problem, onFields }: FunctionFormProps) {
  const t = useTranslations('assistants.function')
  const name = useRef<HTMLInputElement>(null)
  const nameError = useNameError(problem)
  useEffect(() => {
    if (!isNew) return
    name.current?.focus()
    name.current?.select()
  }, [isNew])
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('name')} hint={t('name_hint')} error={nameError}>
        {(control) => (
          <Input
            {...control}
            ref={name}
            autoComplete="off"
            spellCheck={false}
            value={fields.name}
            onChange={(event) => onFields({ ...fields, name: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
      <Field label={t('description')} hint={t('description_hint')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={fields.description}
            onChange={(event) => onFields({ ...fields, description: event.target.value })}
          />
        )}
      </Field>
      <ParametersField fields={fields} onFields={onFields} />
      <Kept kept={[...Object.keys(fields.kept), ...Object.keys(fields.keptOfParameters)]} />
    </div>
  )
}

function ParametersField({ fields, onFields }: Pick<FunctionFormProps, 'fields' | 'onFields'>) {
  const t = useTranslations('assistants.function')
  const [added, setAdded] = useState<number>()
  const { rows } = fields
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-row font-medium">{t('parameters')}</legend>
      {rows.length === 0 && <p className="text-meta text-muted">{t('no_parameters')}</p>}
      <ParameterRows rows={rows} added={added} onRows={(changed) => onFields({ ...fields, rows: changed })} />
      <Button
        data-add="parameter"
        className="self-start"
        onClick={() => {
          setAdded(rows.length)
          onFields({ ...fields, rows: [...rows, newRow(rows)] })
        }}
      >
        <Plus size={14} aria-hidden />
        {t('add_parameter')}
      </Button>
    </fieldset>
  )
}

/** What is wrong with the name; the parameters tell theirs themselves, the server's words stand above. */
function useNameError(problem: FieldProblem | undefined): string | undefined {
  const t = useTranslations('assistants.json')
  const textOf = useProblemText()
  if (problem?.kind === 'text') return textOf(problem)
  if (problem?.kind !== 'json' || problem.problem.name !== 'name' || problem.problem.problem === 'twice')
    return undefined
  return t(problem.problem.problem, { name: 'name' })
}
