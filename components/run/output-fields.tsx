'use client'

import { useTranslations } from 'next-intl'
import { Field, type FieldControlProps } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { fieldValueOf, RESPONSE_KEY, withField, type OutputField } from '@/lib/run/output-fields'
import { ExampleButton, type OutputWriting } from './output-text'

interface OutputFieldsProps extends OutputWriting {
  /** Null while no form can be made. */
  readonly fields: readonly OutputField[] | null
  readonly hasSchema: boolean
}

/** An output as a form, which writes the same text. Props: label, call, output, onOutput, fields, hasSchema. */
export function OutputFields({ label, call, output, onOutput, fields, hasSchema }: OutputFieldsProps) {
  const t = useTranslations('inspector.outputs')
  if (!fields) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="max-w-prose text-row text-muted">
          {t(hasSchema ? 'form.nested' : output === '' ? 'form.empty' : 'form.impossible', { key: RESPONSE_KEY })}
        </p>
        <ExampleButton call={call} output={output} onOutput={onOutput} />
      </div>
    )
  }
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-3">
      {fields.map((field) => (
        <Field
          key={field.name}
          label={<code className="font-mono">{field.name}</code>}
          hint={field.description}
          aside={field.isRequired && <span className="text-meta text-muted">{t('form.required')}</span>}
        >
          {(control) => (
            <Control
              control={control}
              field={field}
              value={fieldValueOf(output, field)}
              onWrite={(written) => onOutput(withField(output, field, written))}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

interface ControlProps {
  readonly control: FieldControlProps
  readonly field: OutputField
  readonly value: string
  readonly onWrite: (written: string) => void
}

function Control({ control, field, value, onWrite }: ControlProps) {
  const t = useTranslations('inspector.outputs.form')
  const write = (event: { target: { value: string } }) => onWrite(event.target.value)
  if (field.kind === 'text') return <Input {...control} value={value} onChange={write} autoComplete="off" />
  if (field.kind === 'number') {
    return <Input {...control} type="number" step="any" value={value} onChange={write} className="font-mono" />
  }
  const choices = field.kind === 'flag' ? ['true', 'false'] : field.choices
  return (
    <Select {...control} value={value} onChange={write}>
      <option value="">{t('choose')}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {field.kind === 'flag' ? t(choice as 'true') : choice}
        </option>
      ))}
    </Select>
  )
}
