'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState, type ReactNode } from 'react'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { late } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { ChevronRight, Plus, X } from '@/components/ui/icons'
import { canShow, countFields, startOf, withPart, type OutputField } from '@/lib/inspector/output-fields'
import { objectOf } from '@/lib/run/response-schema'
import { ValueControl } from './value-control'

// The editor is large, and most values have a field.
const ValueJson = late(() => import('./value-json').then((file) => file.ValueJson))

interface ValueFieldProps {
  readonly field: OutputField
  /** What it is called; of parts with what they are part of before. */
  readonly name: string
  readonly label: string
  readonly aside?: ReactNode
  readonly value: unknown
  /** Undefined takes it out. */
  readonly onValue: (value: unknown) => void
}

/** A value by its field, and what it is made of by theirs. Props: field, name, label, aside, value, onValue. */
export function ValueField(props: ValueFieldProps) {
  const { field, label, aside, value, onValue } = props
  if (field.kind === 'json' || !canShow(field, value)) {
    return (
      <Suspense fallback={<div className="h-20" />}>
        <ValueJson {...props} hint={field.description} />
      </Suspense>
    )
  }
  if (field.kind === 'object' || field.kind === 'list') return <Part {...props} />
  return (
    <Field label={<code className="font-mono">{label}</code>} hint={field.description} aside={aside}>
      {(control) => <ValueControl control={control} field={field} value={value} onValue={onValue} />}
    </Field>
  )
}

/** Parts with more fields are folded. */
const MAX_OPEN = 40

/** What is made of parts, under its name. */
function Part(props: ValueFieldProps) {
  const { field, label, aside } = props
  const [isOpen, setOpen] = useState(() => countFields(field) <= MAX_OPEN)
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group/part min-w-0 border-l-2 border-line pl-3"
    >
      <summary className="touch flex min-h-8 flex-wrap items-center gap-x-1.5 rounded-chip text-row">
        <ChevronRight size={14} aria-hidden className="shrink-0 text-muted group-open/part:rotate-90" />
        <code className="font-mono font-medium wrap-anywhere">{label}</code>
        {field.description && <span className="text-meta text-muted">{field.description}</span>}
        <span className="ml-auto">{aside}</span>
      </summary>
      {isOpen && (
        <fieldset aria-label={props.name} className="flex min-w-0 flex-col gap-3 pt-1">
          {field.kind === 'list' ? <ListFields {...props} /> : <ObjectFields {...props} />}
        </fieldset>
      )}
    </details>
  )
}

/** The fields of an object. Props: those of ValueField. */
export function ObjectFields({ field, name, value, onValue }: ValueFieldProps) {
  const t = useTranslations('inspector.outputs.form')
  return field.fields.map((part) => (
    <ValueField
      key={part.name}
      field={part}
      name={name === '' ? part.name : `${name}.${part.name}`}
      label={part.name}
      aside={part.isRequired && <span className="text-meta text-muted">{t('required')}</span>}
      value={objectOf(value)?.[part.name]}
      onValue={(changed) => onValue(withPart(value, part.name, changed))}
    />
  ))
}

/** The items of a list, and what adds one. Props: those of ValueField. */
export function ListFields({ field: { item }, name, value, onValue }: ValueFieldProps) {
  const t = useTranslations('inspector.outputs.form')
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  if (!item) return null
  return (
    <>
      {items.map((each, index) => (
        <div key={index} className="flex items-start gap-1">
          <div className="min-w-0 flex-1">
            <ValueField
              field={item}
              name={`${name}[${index}]`}
              label={String(index + 1)}
              value={each}
              onValue={(changed) => onValue(items.with(index, changed ?? (item.kind === 'object' ? {} : null)))}
            />
          </div>
          <IconButton
            label={t('remove_item', { number: index + 1, name })}
            icon={<X size={14} />}
            data-remove="item"
            onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, () => onValue(items.toSpliced(index, 1)))}
          />
        </div>
      ))}
      <Button
        look="quiet"
        data-add="item"
        className="self-start px-1.5"
        onClick={() => onValue([...items, startOf(item)])}
      >
        <Plus size={14} aria-hidden />
        {t('add_item')}
        <span className="sr-only"> {name}</span>
      </Button>
    </>
  )
}
