'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button'
import { Field } from './field'
import { Input } from './input'

interface FieldWithButtonProps extends Pick<ComponentProps<'input'>, 'maxLength' | 'spellCheck'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  /** The verb on the button, which waits for words in the field. */
  readonly action: ReactNode
  /** Missing where the button sends the form that all of it stands in. */
  readonly onAction?: () => void
}

/** A line of text, the first field of its form, and what is done with it beside it. */
export function FieldWithButton({ label, hint, value, onChange, action, onAction, ...rest }: FieldWithButtonProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <span className="flex max-w-md gap-2">
          <Input
            {...control}
            {...rest}
            data-autofocus
            autoComplete="off"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <Button type={onAction ? 'button' : 'submit'} disabled={!value.trim()} onClick={onAction}>
            {action}
          </Button>
        </span>
      )}
    </Field>
  )
}
