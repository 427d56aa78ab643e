'use client'

import type { ReactNode } from 'react'
import { MAX_NAME } from '@/lib/protocol/limits'
import { Field } from './field'
import { Input } from './input'

interface NameFieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly value: string
  readonly onChange: (name: string) => void
}

/** What something is to be called: the first field of its dialog. */
export function NameField({ label, hint, error, value, onChange }: NameFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          data-autofocus
          data-takes-focus
          required
          maxLength={MAX_NAME}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
