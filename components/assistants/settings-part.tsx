'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useApi } from '@/components/connection-context'
import { JsonEditor } from '@/components/json/json-editor'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { modelsQuery } from '@/lib/client/queries'
import type { FormatKind } from './assistant-draft'
import { ranges } from './assistant-problems'
import type { FormPart } from './form-part'
import { SamplingField } from './sampling-field'
import { useProblemText } from './use-problem-text'

const formats = ['auto', 'text', 'json_object', 'json_schema'] as const satisfies FormatKind[]

/** The model, how it samples and in which form it replies. */
export function SettingsPart(part: FormPart) {
  const { draft, change, problemOf } = part
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  return (
    <div className="flex flex-col gap-5">
      <ModelField {...part} />
      {(['temperature', 'top_p'] as const).map((name) => (
        <SamplingField
          key={name}
          label={t(name)}
          hint={t(`${name}_hint`)}
          range={ranges[name]}
          value={draft[name]}
          error={textOf(problemOf(name))}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <FormatField {...part} />
    </div>
  )
}

function ModelField({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const models = useQuery(modelsQuery(useApi()))
  const listId = useId()
  return (
    <Field label={t('model')} hint={t('model_hint')} error={textOf(problemOf('model'))}>
      {(control) => (
        <>
          <Input
            {...control}
            list={listId}
            required
            autoComplete="off"
            spellCheck={false}
            value={draft.model}
            onChange={(event) => change({ model: event.target.value })}
            className="font-mono"
          />
          <datalist id={listId}>
            {models.data?.data.map(({ id }) => (
              <option key={id} value={id} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

function FormatField({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const problem = problemOf('schema')
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('format')} error={textOf(problemOf('format'))}>
        {(control) => (
          <Select
            {...control}
            value={draft.format}
            onChange={(event) => change({ format: event.target.value as FormatKind })}
          >
            {formats.map((format) => (
              <option key={format} value={format}>
                {t(`formats.${format}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.format === 'json_schema' && (
        <JsonEditor
          label={t('schema')}
          hint={t('schema_hint')}
          root="response"
          value={draft.schema}
          onChange={(schema) => change({ schema })}
          problem={problem?.kind === 'json' ? problem.problem : undefined}
          error={textOf(problem)}
        />
      )}
    </div>
  )
}
