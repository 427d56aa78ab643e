'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { SourceProblem } from '@/components/json/check-shape'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { FieldProblem } from './assistant-problems'
import { PARAMETERS_PATH, RESPONSES_PATH, type FunctionFields } from './function-fields'
import { SchemaKeywords } from './schema-json'
import { countRows } from './schema-node'
import { ParametersPart, ReturnsPart } from './schema-part'
import { placeOfSchema } from './schema-place'
import { keywordProblemOf } from './schema-text'
import { useProblemText } from './use-problem-text'

interface FunctionFormProps {
  readonly fields: FunctionFields
  readonly isNew: boolean
  readonly problem: FieldProblem | undefined
  readonly onFields: (fields: FunctionFields) => void
}

/** The keywords of a definition that have a field. */
const ownKeywords = ['name', 'description', 'parameters']

/** A function's definition as fields: name, description, parameters and what it returns. */
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
      <SchemaParts fields={fields} problem={excessOf(problem)} onFields={onFields} />
      {fields.others !== '' && (
        <SchemaKeywords
          label={fields.name}
          text={fields.others}
          problem={keywordProblemOf(fields.others, ownKeywords)}
          startsOpen={false}
          onText={(others) => onFields({ ...fields, others })}
        />
      )}
    </div>
  )
}

/** Forms with more rows are not drawn whole. */
const MAX_ROWS_OPEN = 60

interface SchemaPartsProps extends Pick<FunctionFormProps, 'fields' | 'onFields'> {
  readonly problem: SourceProblem | undefined
}

function SchemaParts({ fields, problem, onFields }: SchemaPartsProps) {
  const t = useTranslations('assistants.function')
  const { parameters, responses } = fields
  const isOpen = countRows(parameters) + (responses ? countRows(responses) : 0) <= MAX_ROWS_OPEN
  const isOfResponses = `${problem?.path}/`.startsWith(`${RESPONSES_PATH}/`)
  return (
    <>
      <ParametersPart
        node={parameters}
        place={placeOfSchema({
          path: PARAMETERS_PATH,
          label: t('parameters'),
          prefix: '',
          isOpen,
          problem: isOfResponses ? undefined : problem,
        })}
        onNode={(changed) => onFields({ ...fields, parameters: changed })}
      />
      {parameters.type === 'object' && (
        <ReturnsPart
          node={responses}
          place={placeOfSchema({
            path: RESPONSES_PATH,
            label: t('returns'),
            prefix: `${t('returns')}.`,
            isOpen,
            problem: isOfResponses ? problem : undefined,
          })}
          onNode={(changed) => onFields({ ...fields, responses: changed })}
        />
      )}
    </>
  )
}

/** The limit that the definition exceeds; it is shown at its place. */
const excessOf = (problem: FieldProblem | undefined): SourceProblem | undefined =>
  problem?.kind === 'json' && problem.problem.path !== undefined ? problem.problem : undefined

/** What is wrong with the name. Problems of the parameters are shown there, and the server's own above. */
function useNameError(problem: FieldProblem | undefined): string | undefined {
  const t = useTranslations('assistants.json')
  const textOf = useProblemText()
  if (problem?.kind === 'text') return textOf(problem)
  if (problem?.kind !== 'json' || problem.problem.name !== 'name') return undefined
  if (problem.problem.problem === 'twice' || problem.problem.problem === 'field') return undefined
  return t(problem.problem.problem, { name: 'name', most: 0 })
}
