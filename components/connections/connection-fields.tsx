'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ConnectionSettings } from '@/lib/protocol/connection'
import type { ErrorBody } from '@/lib/protocol/error'
import { MAX_NAME } from '@/lib/protocol/limits'
import { fieldsOf, type ConnectionDraft } from './connection-draft'
import { FieldError } from './field-error'
import { HeadersField, TextField } from './upstream-fields'
import { addableKinds, exampleUrls, kindKeys } from './connection-words'

interface ConnectionFieldsProps {
  readonly draft: ConnectionDraft
  readonly stored: ConnectionSettings | undefined
  /** What the server refused. */
  readonly wrong: ErrorBody | undefined
  readonly onChange: (changes: Partial<ConnectionDraft>) => void
}

export function ConnectionFields({ draft, stored, wrong, onChange }: ConnectionFieldsProps) {
  const t = useTranslations('connections.form')
  const fields = fieldsOf(draft.kind)
  const errorOf = (param: string) => (wrong?.param?.split('.')[0] === param ? <FieldError {...wrong} /> : undefined)
  const text = (field: Exclude<keyof ConnectionDraft, 'kind'>, param = field as string) => ({
    value: draft[field],
    label: t(labels[field]),
    error: errorOf(param),
    onValue: (value: string) => onChange({ [field]: value }),
  })
  return (
    <>
      {!stored && <KindField kind={draft.kind} onKind={(kind) => onChange({ kind })} />}
      <TextField {...text('name')} dir="auto" required maxLength={MAX_NAME} />
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
      {fields.headers && (
        <HeadersField
          headers={draft.headers}
          storedNames={stored?.header_names ?? []}
          error={errorOf('headers')}
          onHeaders={(headers) => onChange({ headers })}
        />
      )}
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
