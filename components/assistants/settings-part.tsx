'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Suspense } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { modelsPath } from '@/components/routing/paths'
import { ModelInput } from '@/components/run-options/model-input'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { samplingRanges } from '@/lib/protocol/limits'
import type { FormatKind } from './assistant-draft'
import type { FormPart } from './form-part'
import { SamplingField } from './sampling-field'
import { useProblemText } from './use-problem-text'
import { useUnlistedModels } from './use-unlisted-models'

const JsonEditor = late(() => import('@/components/json/json-editor').then((file) => file.JsonEditor))

const formats = ['auto', 'text', 'json_object', 'json_schema'] as const satisfies FormatKind[]

/** The model, how it samples and in which form it replies. */
export function SettingsPart(part: FormPart) {
  const { draft, change, problemOf } = part
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const { assistant_sampling: canSample } = useConnection().info.capabilities
  return (
    <div className="grid items-start gap-x-8 gap-y-5 @xl:grid-cols-2">
      <div data-field="model">
        <ModelField {...part} />
      </div>
      <div data-field="format">
        <FormatField {...part} />
      </div>
      {!canSample && <p className="text-meta text-muted">{t('no_sampling')}</p>}
      {(canSample ? (['temperature', 'top_p'] as const) : []).map((name) => (
        <div key={name} data-field={name}>
          <SamplingField
            label={t(name)}
            hint={t(`${name}_hint`)}
            range={samplingRanges[name]}
            value={draft[name]}
            error={textOf(problemOf(name))}
            onChange={(value) => change({ [name]: value })}
          />
        </div>
      ))}
      <ResponseSchema {...part} />
    </div>
  )
}

function ModelField({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const { kind } = useConnection().info
  const unlisted = useUnlistedModels()(draft.model)
  const isSought = useSearchParams().get('field') === 'model'
  return (
    <Field
      label={t('model')}
      hint={
        unlisted ? (
          <span role="status" data-status="incomplete" className="font-medium text-tone wrap-anywhere">
            {unlisted}
          </span>
        ) : (
          t('model_hint')
        )
      }
      aside={
        kind === 'embedded' && (
          <Link prefetch={false} href={modelsPath} className="touch text-meta underline underline-offset-2">
            {t('models_link')}
          </Link>
        )
      }
      error={textOf(problemOf('model'))}
    >
      {(control) => (
        <ModelInput
          {...control}
          required
          autoFocus={isSought}
          value={draft.model}
          onModel={(model) => change({ model })}
        />
      )}
    </Field>
  )
}

function FormatField({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const { json_schema: hasSchemas } = useConnection().info.capabilities
  return (
    <Field label={t('format')} hint={hasSchemas ? undefined : t('no_json_schema')} error={textOf(problemOf('format'))}>
      {(control) => (
        <Select
          {...control}
          value={draft.format}
          onChange={(event) => change({ format: event.target.value as FormatKind })}
        >
          {formats.map((format) => (
            <option key={format} value={format} disabled={format === 'json_schema' && !hasSchemas}>
              {t(`formats.${format}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function ResponseSchema({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const problem = problemOf('schema')
  if (draft.format !== 'json_schema') return null
  return (
    <div data-field="schema" className="min-w-0 @xl:col-span-2">
      <Suspense fallback={<div className="h-60" />}>
        <JsonEditor
          label={t('schema')}
          hint={t('schema_hint')}
          root="response"
          value={draft.schema}
          onChange={(schema) => change({ schema })}
          problem={problem?.kind === 'json' ? problem.problem : undefined}
          error={textOf(problem)}
        />
      </Suspense>
    </div>
  )
}
