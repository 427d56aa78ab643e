'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { outputTextOf, type OutputField } from '@/lib/inspector/output-fields'
import { ListFields, ObjectFields, ValueField } from './value-field'
import type { OutputWriting } from './output-writing'

/** An output as a form, which writes the same text. Props: label, field = of the whole, output, onOutput. */
export function OutputFields({ label, field, output, onOutput }: OutputWriting & { readonly field: OutputField }) {
  const t = useTranslations('inspector.outputs')
  // With parts whose JSON is broken: the text alone would not tell them from the rest.
  const [typed, setTyped] = useState<{ readonly output: string; readonly value: unknown }>()
  const value = typed?.output === output ? typed.value : parsedJsonOf(output)

  function write(changed: unknown) {
    const written = outputTextOf(changed)
    setTyped({ output: written, value: changed })
    onOutput(written)
  }

  if (value === undefined && output.trim() !== '') {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="max-w-prose text-row">{t('form.not_json')}</p>
        <Button onClick={() => onOutput('')}>{t('form.start_over')}</Button>
      </div>
    )
  }
  const all = { field, name: '', label, value, onValue: write }
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-col gap-3">
      {field.kind === 'object' && (value === undefined || isObject(value)) ? (
        <ObjectFields {...all} />
      ) : field.kind === 'list' && (value === undefined || Array.isArray(value)) ? (
        <ListFields {...all} />
      ) : (
        <ValueField {...all} />
      )}
    </fieldset>
  )
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
