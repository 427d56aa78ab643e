'use client'

import { useTranslations } from 'next-intl'
import { useProjectName } from '@/components/names/use-project-name'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { NameField } from '@/components/ui/name-field'
import { Select } from '@/components/ui/select'
import { type Scope, scopes, type Session } from '@/lib/protocol/people'

export interface KeyDraft {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null: all. */
  readonly project: string | null
  /** For how many; null: for ever. */
  readonly days: number | null
}

const DEFAULT_DAYS = 90
const dayChoices = [7, 30, DEFAULT_DAYS, 365] as const

/** What a program needs that has assistants work, of what whoever makes the key may give. */
export const newKeyDraft = (session: Session): KeyDraft => ({
  name: '',
  scopes: (['read', 'run'] as const).filter((scope) => session.scopes.includes(scope)),
  project: session.project,
  days: DEFAULT_DAYS,
})

interface KeyFieldsProps {
  readonly draft: KeyDraft
  /** Of who makes it. */
  readonly session: Session
  readonly onChange: (part: Partial<KeyDraft>) => void
}

/** A new key's name, what it may do, where, and for how long. */
export function KeyFields({ draft, session, onChange }: KeyFieldsProps) {
  const t = useTranslations('people.keys')
  const nameOf = useProjectName()
  const { projects, everywhere } = session
  return (
    <>
      <NameField label={t('name')} hint={t('name_hint')} value={draft.name} onChange={(name) => onChange({ name })} />
      <ScopeChoice draft={draft} session={session} onChange={onChange} />
      {everywhere.includes('manage') && projects.length > 1 && (
        <Field label={t('project')} hint={draft.project === null ? t('all_projects_hint') : undefined}>
          {(control) => (
            <Select
              {...control}
              value={draft.project ?? ''}
              onChange={(event) => onChange({ project: event.target.value || null })}
            >
              {projects.map((each) => (
                <option key={each.id} value={each.id}>
                  {nameOf(each)}
                </option>
              ))}
              <option value="">{t('all_projects')}</option>
            </Select>
          )}
        </Field>
      )}
      <Field label={t('lasts')}>
        {(control) => (
          <Select
            {...control}
            value={draft.days ?? ''}
            onChange={(event) => onChange({ days: event.target.value === '' ? null : Number(event.target.value) })}
          >
            {dayChoices.map((days) => (
              <option key={days} value={days}>
                {t('days', { days })}
              </option>
            ))}
            <option value="">{t('for_ever')}</option>
          </Select>
        )}
      </Field>
    </>
  )
}

function ScopeChoice({ draft, session, onChange }: KeyFieldsProps) {
  const t = useTranslations('people')
  const toggle = (scope: Scope, isChecked: boolean) =>
    onChange({ scopes: scopes.filter((each) => (each === scope ? isChecked : draft.scopes.includes(each))) })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-row font-medium">{t('keys.scopes')}</legend>
      {scopes.map((scope) => (
        <Checkbox
          key={scope}
          className="text-row"
          checked={draft.scopes.includes(scope)}
          disabled={!session.scopes.includes(scope)}
          onCheck={(isChecked) => toggle(scope, isChecked)}
          label={
            <span className="min-w-0 shrink">
              <span className="font-medium">{t(`scopes.${scope}.name`)}</span>{' '}
              <span className="text-muted">{t(`scopes.${scope}.hint`)}</span>
            </span>
          }
        />
      ))}
    </fieldset>
  )
}
