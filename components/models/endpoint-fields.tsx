'use client'

import { useTranslations } from 'next-intl'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { wrongHeaderLine } from '@/components/connections/connection-draft'
import { useListed } from '@/components/names/use-listed'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { ErrorBody } from '@/lib/protocol/error'
import type { ModelEndpoint } from '@/lib/protocol/model-settings'
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
  const errorOf = (param: string) =>
    wrong?.param?.split('.')[0] === param ? <span lang="en">{wrong.message}</span> : undefined
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
        maxLength={64}
      />
      <TextField
        label={t('base_url')}
        hint={hasPlaceholder(draft.url) ? t('resource_hint') : t('base_url_hint')}
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
      <HeadersField draft={draft} stored={stored} error={errorOf('headers')} onChange={onChange} />
    </>
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

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly label: string
  readonly hint?: string
  readonly error: ReactNode
  readonly value: string
  readonly onValue: (value: string) => void
}

const TextField = ({ label, hint, error, onValue, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <Input dir="ltr" autoComplete="off" {...input} {...control} onChange={(event) => onValue(event.target.value)} />
    )}
  </Field>
)

interface HeadersFieldProps extends Pick<EndpointFieldsProps, 'draft' | 'stored' | 'onChange'> {
  readonly error: ReactNode
}

/** Their values are as secret as the key: what is stored is not shown, only its names. */
function HeadersField({ draft, stored, error, onChange }: HeadersFieldProps) {
  const t = useTranslations('models.form')
  const listed = useListed()
  const wrongLine = wrongHeaderLine(draft.headers)
  const names = stored?.header_names ?? []
  return (
    <Field
      label={t('headers')}
      hint={names.length > 0 ? t('headers_stored', { names: listed(names) }) : t('headers_hint')}
      error={wrongLine === undefined ? error : t('headers_wrong', { line: wrongLine })}
    >
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          rows={2}
          autoComplete="off"
          spellCheck={false}
          value={draft.headers}
          onChange={(event) => onChange({ headers: event.target.value })}
        />
      )}
    </Field>
  )
}
