'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import type { SourceProblem } from './check-shape'
import { JsonArea, type JsonAreaHandle } from './json-area'
import { offsetOf } from './json-source'
import type { DefinitionRoot } from './schema-completions'
import { useCodeEditor } from './use-code-editor'

interface JsonEditorProps {
  readonly label: string
  readonly hint?: string
  /** What the text defines: decides what is offered while typing. */
  readonly root: DefinitionRoot
  readonly value: string
  readonly onChange: (value: string) => void
  /** What is wrong, and where; its line is marked. */
  readonly problem: SourceProblem | undefined
  /** What else is wrong, in words. */
  readonly error?: string | undefined
}

/** JSON text with line numbers; says at which line and column it is wrong. Tab leaves it, as it leaves any field. */
export function JsonEditor({ label, hint, root, value, onChange, problem, error }: JsonEditorProps) {
  const t = useTranslations('assistants.json')
  const area = useRef<HTMLTextAreaElement>(null)
  const handle = useRef<JsonAreaHandle>(null)
  const arrived = useCodeEditor(area)
  const invalid = problem !== undefined || error !== undefined
  // Not for empty text, nor where a repeated name would be lost.
  const parsed = problem === undefined ? parsedJsonOf(value) : undefined
  const shared = { label, value, onChange, problem, invalid, handle }

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <Verdict
          problem={problem}
          error={error}
          hint={hint}
          onGo={(place) => handle.current?.goTo(offsetOf(value, place))}
        />
        <Button look="quiet" disabled={parsed === undefined} onClick={() => onChange(JSON.stringify(parsed, null, 2))}>
          {t('format')}
        </Button>
      </div>
      <div
        data-status={invalid ? 'failed' : undefined}
        className={`relative flex min-w-0 rounded-field border bg-surface font-mono text-row
          has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink
          ${invalid ? 'border-(--tone)' : 'border-control'}`}
      >
        {arrived ? (
          <arrived.Editor {...shared} root={root} selection={arrived.selection} />
        ) : (
          <JsonArea {...shared} area={area} />
        )}
      </div>
    </div>
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
  const words = t(problem.problem, { name: problem.name ?? '', most: problem.most ?? 0 })
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
