'use client'

// Fields that every server elsewhere has in its form, whatever is asked of it.
import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { useListed } from '@/components/names/use-listed'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { wrongHeaderLine } from './connection-draft'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly label: string
  readonly hint?: string
  readonly error: ReactNode
  readonly value: string
  readonly onValue: (value: string) => void
}

export const TextField = ({ label, hint, error, onValue, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <Input dir="ltr" autoComplete="off" {...input} {...control} onChange={(event) => onValue(event.target.value)} />
    )}
  </Field>
)

interface HeadersFieldProps {
  /** One a line. */
  readonly headers: string
  readonly storedNames: readonly string[]
  readonly error: ReactNode
  readonly onHeaders: (headers: string) => void
}

/** Their values are as secret as the key: what is stored is not shown, only its names. */
export function HeadersField({ headers, storedNames, error, onHeaders }: HeadersFieldProps) {
  const t = useTranslations('connections.form')
  const listed = useListed()
  const wrongLine = wrongHeaderLine(headers)
  return (
    <Field
      label={t('headers')}
      hint={storedNames.length > 0 ? t('headers_stored', { names: listed(storedNames) }) : t('headers_hint')}
      error={wrongLine === undefined ? error : t('headers_wrong', { line: wrongLine })}
    >
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          rows={2}
          autoComplete="off"
          spellCheck={false}
          value={headers}
          onChange={(event) => onHeaders(event.target.value)}
        />
      )}
    </Field>
  )
}
