'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { SearchInput } from '@/components/lists/search-input'
import { Button, type ButtonLook } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { EllipsisVertical, Plus, Trash2 } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Menu } from '@/components/ui/menu'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { Specimen, State } from './specimen'

const looks = ['primary', 'secondary', 'quiet', 'danger'] as const satisfies readonly ButtonLook[]

/** What is pressed and written in, in every state. */
export function Controls() {
  return (
    <>
      <Buttons />
      <Fields />
    </>
  )
}

function Buttons() {
  const t = useTranslations('common')
  const items = [
    { label: t('rename') },
    { label: t('pretty'), checked: true },
    { label: t('raw'), checked: false },
    { label: t('delete'), danger: true },
  ]
  return (
    <>
      <Specimen name="Button">
        {looks.map((look) => (
          <State key={look} state={`look="${look}"`}>
            <span className="flex flex-wrap gap-2">
              <Button look={look}>{t('save')}</Button>
              <Button look={look} busy>
                {t('saving')}
              </Button>
              <Button look={look} disabled>
                {t('save')}
              </Button>
            </span>
          </State>
        ))}
        <State state="ShortcutHint">
          <Button>
            {t('save')}
            <ShortcutHint name="save" />
          </Button>
        </State>
      </Specimen>
      <Specimen name="IconButton">
        <State state="label">
          <IconButton label={t('edit')} icon={<Plus size={16} />} />
        </State>
        <State state="disabled">
          <IconButton label={t('delete')} icon={<Trash2 size={16} />} disabled />
        </State>
        <State state="CopyButton">
          <CopyButton text={t('edit')} />
        </State>
        <State state="Menu">
          <Menu label={t('more_actions')} items={items}>
            <EllipsisVertical size={16} aria-hidden />
          </Menu>
        </State>
      </Specimen>
    </>
  )
}

function Fields() {
  const t = useTranslations('assistants.form')
  const explain = useTranslations('status.explain')
  const common = useTranslations('common')
  const [query, setQuery] = useState('')
  return (
    <Specimen name="Field">
      <State state="hint">
        <Field label={t('name')} hint={explain('cancelling')}>
          {(control) => <Input {...control} placeholder={explain('requires_action')} />}
        </Field>
      </State>
      <State state="error">
        <Field label={t('name')} error={explain('failed')} aside={common('optional')}>
          {(control) => <Input {...control} defaultValue="-1" />}
        </Field>
      </State>
      <State state="disabled">
        <Field label={t('name')}>
          {(control) => <Input {...control} disabled defaultValue={explain('requires_action')} />}
        </Field>
      </State>
      <State state="Textarea">
        <Field label={t('name')}>
          {(control) => <Textarea {...control} defaultValue={explain('requires_action')} />}
        </Field>
      </State>
      <State state="Select">
        <Field label={t('name')}>
          {(control) => (
            <Select {...control}>
              <option>{common('all')}</option>
              <option>{common('none')}</option>
            </Select>
          )}
        </Field>
      </State>
      <State state="SearchInput">
        <SearchInput label={common('search')} value={query} onSearch={setQuery} />
      </State>
    </Specimen>
  )
}
