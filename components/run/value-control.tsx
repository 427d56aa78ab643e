'use client'

import { useTranslations } from 'next-intl'
import type { FieldControlProps } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { placeIn, type OutputField } from '@/lib/inspector/output-fields'

interface ValueControlProps {
  readonly control: FieldControlProps
  readonly field: OutputField
  readonly value: unknown
  readonly onValue: (value: unknown) => void
}

/** What a plain value is written in. Props: control, field, value, onValue. */
export function ValueControl({ control, field, value, onValue }: ValueControlProps) {
  const t = useTranslations('inspector.outputs.form')
  const empty = value === null ? 'null' : undefined
  if (field.kind === 'text') {
    return (
      <Textarea
        {...control}
        rows={1}
        autoComplete="off"
        placeholder={empty}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onValue(event.target.value)}
        className="min-h-8"
      />
    )
  }
  if (field.kind === 'number' || field.kind === 'integer') {
    return (
      <Input
        {...control}
        type="number"
        step={field.kind === 'integer' ? 1 : 'any'}
        placeholder={empty}
        value={typeof value === 'number' ? value : ''}
        onChange={({ target }) => onValue(target.value === '' ? undefined : Number(target.value))}
        className="font-mono"
      />
    )
  }
  const choices: readonly unknown[] = field.kind === 'flag' ? [true, false] : field.choices
  return (
    <Select
      {...control}
      value={placeIn(choices, value)}
      onChange={(event) => onValue(choices[Number(event.target.value)])}
    >
      <option value={-1}>{t('choose')}</option>
      {choices.map((choice, index) => (
        <option key={index} value={index}>
          {typeof choice === 'boolean' ? t(choice ? 'true' : 'false') : textOf(choice)}
        </option>
      ))}
    </Select>
  )
}

const textOf = (choice: unknown) => (typeof choice === 'string' ? choice : JSON.stringify(choice))
