'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { useListed } from '@/components/names/use-listed'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { ConnectionSettings } from '@/lib/protocol/connection'
import { fieldsOf, wrongHeaderLine, type ConnectionDraft } from './connection-draft'
import { addableKinds, exampleUrls, kindKeys } from './connection-words'

interface ConnectionFieldsProps {
  readonly draft: ConnectionDraft
  readonly stored: ConnectionSettings | undefined
  /** What the server refused: the parameter, and its words. */
  readonly wrong: { readonly param: string; readonly message: string } | undefined
  readonly onChange: (changes: Partial<ConnectionDraft>) => void
}

export function ConnectionFields({ draft, stored, wrong, onChange }: ConnectionFieldsProps) {
  const t = useTranslations('connections.form')
  const fields = fieldsOf(draft.kind)
  const errorOf = (param: string) =>
    wrong && wrong.param.split('.')[0] === param ? <span lang="en">{wrong.message}</span> : undefined
  const text = (field: Exclude<keyof ConnectionDraft, 'kind'>, param = field as string) => ({
    value: draft[field],
    label: t(labels[field]),
    error: errorOf(param),
    onValue: (value: string) => onChange({ [field]: value }),
  })
  return (
    <>
      {!stored && <KindField kind={draft.kind} onKind={(kind) => onChange({ kind })} />}
      <TextField {...text('name')} dir="auto" required maxLength={64} />
      <TextField {...text('url')} type="url" required hint={t('url_hint', { example: exampleUrls[draft.kind] })} />
      <TextField
        {...text('key')}
        type="password"
        autoComplete="new-password"
        hint={stored?.has_key ? t('key_stored') : t('key_hint')}
        onValue={(key) => onChange({ key: key.trim() })}
      />
      {fields.apiVersion && <TextField {...text('apiVersion', 'api_version')} hint={t('api_version_hint')} />}
      {fields.organization && (
        <>
          <TextField {...text('organization')} hint={t('optional')} />
          <TextField {...text('project')} hint={t('optional')} />
        </>
      )}
      {fields.headers && <HeadersField draft={draft} stored={stored} error={errorOf('headers')} onChange={onChange} />}
    </>
  )
}

const labels = {
  name: 'name',
  url: 'url',
  key: 'key',
  apiVersion: 'api_version',
  organization: 'organization',
  project: 'project',
  headers: 'headers',
} as const satisfies Record<Exclude<keyof ConnectionDraft, 'kind'>, string>

interface KindFieldProps {
  readonly kind: ConnectionDraft['kind']
  readonly onKind: (kind: ConnectionDraft['kind']) => void
}

function KindField({ kind, onKind }: KindFieldProps) {
  const t = useTranslations('connections')
  return (
    <Field label={t('form.kind')} hint={t(`form.about.${kind}`)}>
      {(control) => (
        <Select {...control} value={kind} onChange={(event) => onKind(event.target.value as ConnectionDraft['kind'])}>
          {addableKinds.map((each) => (
            <option key={each} value={each}>
              {t(kindKeys[each])}
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

interface HeadersFieldProps extends Pick<ConnectionFieldsProps, 'draft' | 'stored' | 'onChange'> {
  readonly error: ReactNode
}

/** Their values are as secret as the key: what is stored is not shown, only its names. */
function HeadersField({ draft, stored, error, onChange }: HeadersFieldProps) {
  const t = useTranslations('connections.form')
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
