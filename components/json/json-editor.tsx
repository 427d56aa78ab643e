'use client'

import { useTranslations } from 'next-intl'
import { useRef, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import type { SourceProblem } from './check-shape'

interface JsonEditorProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What is wrong, and where; its line is marked. */
  readonly problem: SourceProblem | undefined
  /** What else is wrong, in words. */
  readonly error?: string | undefined
}

const LINE_PX = 20
const PAD_PX = 8

/** JSON text with line numbers; says at which line and column it is wrong. Tab leaves it, as it leaves any field. */
export function JsonEditor({ label, hint, value, onChange, problem, error }: JsonEditorProps) {
  const t = useTranslations('assistants.json')
  const area = useRef<HTMLTextAreaElement>(null)
  const lines = value.split('\n')

  function goTo({ line, column }: SourceProblem) {
    const offset = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, column - 1)
    area.current?.focus()
    area.current?.setSelectionRange(offset, offset)
  }

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <Verdict problem={problem} error={error} hint={hint} onGo={goTo} />
        <Button look="quiet" disabled={problem !== undefined} onClick={() => onChange(formatted(value))}>
          {t('format')}
        </Button>
      </div>
      <div
        data-status={problem || error ? 'failed' : undefined}
        className={`relative flex min-w-0 rounded-field border bg-surface font-mono text-row
          has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink
          ${problem || error ? 'border-(--tone)' : 'border-control'}`}
      >
        <Gutter lines={lines.length} marked={problem?.line} />
        <textarea
          ref={area}
          aria-label={label}
          aria-invalid={problem || error ? true : undefined}
          value={value}
          rows={lines.length}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={indentNewLine}
          className={`relative min-w-0 flex-1 resize-none overflow-x-auto bg-transparent px-3 py-2 leading-5
            whitespace-pre outline-none focus-visible:shadow-none`}
        />
      </div>
    </div>
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

interface VerdictProps extends Pick<JsonEditorProps, 'problem' | 'error' | 'hint'> {
  readonly onGo: (problem: SourceProblem) => void
}

function Verdict({ problem, error, hint, onGo }: VerdictProps) {
  const t = useTranslations('assistants.json')
  if (!problem && !error) return <p className="text-meta text-muted">{hint}</p>
  if (!problem) {
    return (
      <p data-status="failed" className="font-medium text-tone">
        {error}
      </p>
    )
  }
  const words = t(problem.problem, { name: problem.name ?? '' })
  return (
    <button
      type="button"
      data-status="failed"
      onClick={() => onGo(problem)}
      className="rounded-chip text-left font-medium text-tone hover:underline"
    >
      {t('at', { line: problem.line, column: problem.column, problem: words })}
    </button>
  )
}

const formatted = (text: string) => JSON.stringify(JSON.parse(text), null, 2)

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
