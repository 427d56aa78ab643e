'use client'

import { useTranslations } from 'next-intl'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { OutputField, PathField } from './fields'
import type { RuleOf } from './responder-source'

interface LookupFieldsProps {
  readonly rule: RuleOf<'lookup'>
  readonly onRule: (rule: RuleOf<'lookup'>) => void
}

/** A table from the value of an argument to an output. Props: rule, onRule. */
export function LookupFields({ rule, onRule }: LookupFieldsProps) {
  const t = useTranslations('responders')
  const { path, entries, fallback = null, ignore_case = false } = rule
  return (
    <>
      <PathField
        label={t('path')}
        hint={t('path_hint')}
        value={path}
        onValue={(changed) => onRule({ ...rule, path: changed })}
      />
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1 text-row font-medium">{t('table')}</legend>
        {entries.map((entry, index) => (
          <Row
            key={index}
            entry={entry}
            number={index + 1}
            onEntry={(changed) => onRule({ ...rule, entries: entries.with(index, changed) })}
            onRemove={() => onRule({ ...rule, entries: entries.toSpliced(index, 1) })}
          />
        ))}
        <Button
          look="quiet"
          data-add="row"
          disabled={entries.length >= responderLimits.entries}
          className="self-start"
          onClick={() => onRule({ ...rule, entries: [...entries, { key: '', output: '' }] })}
        >
          <Plus size={14} aria-hidden />
          {t('add_row')}
        </Button>
      </fieldset>
      <Checkbox
        label={t('ignore_case')}
        checked={ignore_case}
        onCheck={(isOn) => onRule({ ...rule, ignore_case: isOn })}
        className="text-row"
      />
      <Checkbox
        label={t('fallback')}
        checked={fallback !== null}
        onCheck={(isOn) => onRule({ ...rule, fallback: isOn ? '' : null })}
        className="text-row"
      />
      {fallback !== null && (
        <OutputField
          label={t('fallback_output')}
          value={fallback}
          onValue={(changed) => onRule({ ...rule, fallback: changed })}
        />
      )}
    </>
  )
}

type Entry = RuleOf<'lookup'>['entries'][number]

interface RowProps {
  readonly entry: Entry
  readonly number: number
  readonly onEntry: (entry: Entry) => void
  readonly onRemove: () => void
}

function Row({ entry, number, onEntry, onRemove }: RowProps) {
  const t = useTranslations('responders')
  const key = entry.key || t('key', { number })
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-1">
      <Input
        aria-label={t('key', { number })}
        placeholder={t('key', { number })}
        value={entry.key}
        onChange={(event) => onEntry({ ...entry, key: event.target.value })}
        className="font-mono"
      />
      <Textarea
        aria-label={t('value', { key })}
        dir="ltr"
        rows={1}
        spellCheck={false}
        value={entry.output}
        onChange={(event) => onEntry({ ...entry, output: event.target.value })}
        className="font-mono"
      />
      <IconButton
        label={t('remove_row', { key })}
        icon={<X size={14} />}
        data-remove="row"
        onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, onRemove)}
      />
    </div>
  )
}
