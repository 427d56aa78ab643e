'use client'

import { useImperativeHandle, type KeyboardEvent, type Ref, type RefObject } from 'react'
import type { SourceProblem } from './check-shape'

export interface JsonAreaHandle {
  /** Puts the caret at an offset of the text. */
  readonly goTo: (offset: number) => void
}

export interface JsonAreaProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly problem: SourceProblem | undefined
  readonly invalid: boolean
  readonly handle: Ref<JsonAreaHandle>
}

const LINE_PX = 20
const PAD_PX = 8

/** JSON in a plain textarea with line numbers: all there is until the editor has come. */
export function JsonArea(props: JsonAreaProps & { readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const { label, value, onChange, problem, invalid, handle, area } = props
  const lines = value.split('\n').length
  useImperativeHandle(handle, () => ({
    goTo(offset) {
      area.current?.focus()
      area.current?.setSelectionRange(offset, offset)
    },
  }))
  return (
    <>
      <Gutter lines={lines} marked={problem?.line} />
      <textarea
        ref={area}
        aria-label={label}
        dir="ltr"
        aria-invalid={invalid || undefined}
        value={value}
        rows={lines}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={indentNewLine}
        className={`relative min-w-0 flex-1 resize-none overflow-x-auto bg-transparent px-3 py-2 leading-5 whitespace-pre
          outline-none focus-visible:shadow-none`}
      />
    </>
  )
}

function Gutter({ lines, marked }: { lines: number; marked: number | undefined }) {
  return (
    <>
      {marked && (
        <span aria-hidden className="absolute inset-x-0 h-5 bg-tint" style={{ top: (marked - 1) * LINE_PX + PAD_PX }} />
      )}
      <ol
        aria-hidden
        className="relative w-9 shrink-0 border-r border-line py-2 pr-2 text-right text-muted tabular-nums select-none"
      >
        {Array.from({ length: lines }, (_, index) => (
          <li key={index} className={index + 1 === marked ? 'font-bold text-tone' : ''}>
            {index + 1}
          </li>
        ))}
      </ol>
    </>
  )
}

/** A new line begins as deep as the one before, and deeper behind an opening bracket. */
function indentNewLine(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const { value, selectionStart } = event.currentTarget
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart)
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const deeper = /[[{]\s*$/.test(line) ? '  ' : ''
  event.preventDefault()
  // Deprecated and without a successor: the only way to type for the user that their undo remembers.
  document.execCommand('insertText', false, `\n${indent}${deeper}`)
}
