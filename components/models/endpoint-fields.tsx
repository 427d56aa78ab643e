'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FieldError } from '@/components/connections/field-error'
import { HeadersField, TextField } from '@/components/connections/upstream-fields'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ErrorBody } from '@/lib/protocol/error'
import { MAX_NAME } from '@/lib/protocol/limits'
import type { CodeInterpreterOf, ModelApiName, ModelEndpoint } from '@/lib/protocol/model-settings'
import type { EndpointDraft } from './endpoint-draft'
import { hasPlaceholder, presets } from './presets'

interface EndpointFieldsProps {
  readonly draft: EndpointDraft
  readonly stored: ModelEndpoint | undefined
  /** What the server refused. */
  readonly wrong: ErrorBody | undefined
  readonly onChange: (changes: Partial<EndpointDraft>) => void
}

/** Where an endpoint is, and what it is asked with. */
export function EndpointFields({ draft, stored, wrong, onChange }: EndpointFieldsProps) {
  const t = useTranslations('models.form')
  const preset = presets.find(({ url }) => url === draft.url)
  const errorOf = (param: string) => (wrong?.param?.split('.')[0] === param ? <FieldError {...wrong} /> : undefined)
  const keyHint = () => {
    if (stored?.is_locked) return t('key_locked')
    if (stored?.has_key) return t('key_stored')
    return preset?.needsKey === false ? t('key_none') : t('key_hint')
  }
  return (
    <>
      {!stored && <PresetField draft={draft} onChange={onChange} />}
      <TextField
        label={t('name')}
        value={draft.name}
        error={errorOf('name')}
        onValue={(name) => onChange({ name })}
        dir="auto"
        required
        maxLength={MAX_NAME}
      />
      <ApiField draft={draft} onChange={onChange} />
      {draft.api === 'responses' && <CodeInterpreterField draft={draft} onChange={onChange} />}
      <TextField
        label={t('base_url')}
        hint={hasPlaceholder(draft.url) ? t('resource_hint') : t('base_url_hint', { path: pathOf[draft.api] })}
        value={draft.url}
        error={errorOf('base_url')}
        onValue={(url) => onChange({ url })}
        required
      />
      <TextField
        label={t('key')}
        hint={keyHint()}
        value={draft.key}
        error={errorOf('key')}
        onValue={(key) => onChange({ key: key.trim() })}
        type="password"
        autoComplete="new-password"
      />
      <HeadersField
        headers={draft.headers}
        storedNames={stored?.header_names ?? []}
        error={errorOf('headers')}
        onHeaders={(headers) => onChange({ headers })}
      />
    </>
  )
}

const pathOf = {
  chat_completions: '/chat/completions',
  responses: '/responses',
} as const satisfies Record<ModelApiName, string>

/** In which API the endpoint is asked. */
function ApiField({ draft, onChange }: Pick<EndpointFieldsProps, 'draft' | 'onChange'>) {
  const t = useTranslations('models')
  return (
    <Field label={t('form.api')} hint={t('form.api_hint')}>
      {(control) => (
        <Select
          {...control}
          value={draft.api}
          onChange={(event) => onChange({ api: event.target.value as ModelApiName })}
        >
          {(Object.keys(pathOf) as ModelApiName[]).map((api) => (
            <option key={api} value={api}>
              {t(`api.${api}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

const codeInterpreters = ['ours', 'theirs'] as const satisfies readonly CodeInterpreterOf[]

/** Whose code interpreter its runs use. */
function CodeInterpreterField({ draft, onChange }: Pick<EndpointFieldsProps, 'draft' | 'onChange'>) {
  const t = useTranslations('models.form.code_interpreter')
  return (
    <Field label={t('label')} hint={t(`hint.${draft.codeInterpreter}`)}>
      {(control) => (
        <Select
          {...control}
          value={draft.codeInterpreter}
          onChange={(event) => onChange({ codeInterpreter: event.target.value as CodeInterpreterOf })}
        >
          {codeInterpreters.map((whose) => (
            <option key={whose} value={whose}>
              {t(whose)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** Fills in the address, and the name where none was typed. */
function PresetField({ draft, onChange }: Pick<EndpointFieldsProps, 'draft' | 'onChange'>) {
  const t = useTranslations('models.form')
  const [chosen, setChosen] = useState('')
  function choose(name: string) {
    const preset = presets.find((each) => each.name === name)
    const isNameTyped = draft.name !== '' && draft.name !== chosen
    setChosen(name)
    onChange({ ...(!isNameTyped && { name }), ...(preset && { url: preset.url }) })
  }
  return (
    <Field label={t('preset')}>
      {(control) => (
        <Select {...control} value={chosen} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('other')}</option>
          {presets.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
