'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Input } from '@/components/ui/input'

interface NameInputProps {
  readonly name: string
  /** Just added: it gets the focus. */
  readonly isNew: boolean
  /** The id of the text that says what is wrong with it. */
  readonly errorId: string | undefined
  readonly onName: (name: string) => void
}

/** The name of a parameter. */
export function NameInput({ name, isNew, errorId, onName }: NameInputProps) {
  const t = useTranslations('assistants.function')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isNew) return
    input.current?.focus()
    input.current?.select()
  }, [isNew])
  return (
    <Input
      ref={input}
      aria-label={t('parameter_name')}
      aria-invalid={errorId ? true : undefined}
      aria-describedby={errorId}
      placeholder={t('parameter_name')}
      autoComplete="off"
      spellCheck={false}
      value={name}
      onChange={(event) => onName(event.target.value)}
      className="font-mono"
    />
  )
}
