'use client'

import { useState, type ReactNode } from 'react'
import { JsonEditor } from '@/components/json/json-editor'
import { placeOf, readJson } from '@/components/json/json-source'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { brokenPart, brokenTextOf } from '@/lib/inspector/output-fields'

interface ValueJsonProps {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly aside?: ReactNode
  readonly value: unknown
  readonly onValue: (value: unknown) => void
}

/** A value that no field can show, as JSON. Props: name, label, hint, aside, value, onValue. */
export function ValueJson({ name, label, hint, aside, value, onValue }: ValueJsonProps) {
  // As it was typed, while it says what the value is.
  const [typed, setTyped] = useState('')
  const text = brokenTextOf(value) ?? (isText(typed, value) ? typed : (JSON.stringify(value, null, 2) ?? ''))
  const reading = text.trim() === '' ? undefined : readJson(text)
  const problem =
    reading && !reading.ok
      ? { problem: reading.problem, name: reading.name, ...placeOf(text, reading.offset) }
      : undefined

  function write(written: string) {
    setTyped(written)
    const parsed = parsedJsonOf(written)
    onValue(written.trim() === '' ? undefined : parsed === undefined ? brokenPart(written) : parsed)
  }

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <code aria-hidden className="font-mono text-row font-medium wrap-anywhere">
          {label}
        </code>
        {aside}
      </div>
      <JsonEditor label={name || label} hint={hint ?? ''} root="any" value={text} onChange={write} problem={problem} />
    </div>
  )
}

const isText = (text: string, value: unknown) => JSON.stringify(parsedJsonOf(text)) === JSON.stringify(value)
