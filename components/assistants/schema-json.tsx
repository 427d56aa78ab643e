'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { SourceProblem } from '@/components/json/check-shape'
import { JsonEditor } from '@/components/json/json-editor'
import { useListed } from '@/components/names/use-listed'
import { IconButton } from '@/components/ui/icon-button'
import { Braces, ChevronRight } from '@/components/ui/icons'
import { keywordsIn } from './schema-node'

interface SchemaJsonProps {
  /** What it belongs to. */
  readonly label: string
  readonly text: string
  readonly problem: SourceProblem | undefined
  readonly onText: (text: string) => void
}

/** A schema that the form has no fields for, as JSON. */
export function SchemaJson({ label, text, problem, onText }: SchemaJsonProps) {
  const t = useTranslations('assistants.function')
  return (
    <JsonEditor
      label={t('schema_of', { name: label })}
      hint={t('schema_hint')}
      root="schema"
      value={text}
      onChange={onText}
      problem={problem}
    />
  )
}

/** Asks for the keywords that have no field. */
export function KeywordsButton({ label, onOpen }: { label: string; onOpen: () => void }) {
  const t = useTranslations('assistants.function')
  return <IconButton label={t('more_keywords', { name: label })} icon={<Braces size={14} />} onClick={onOpen} />
}

/** Keywords that have no field, folded to their names, as JSON. */
export function SchemaKeywords({
  label,
  text,
  problem,
  startsOpen,
  onText,
}: SchemaJsonProps & { startsOpen: boolean }) {
  const t = useTranslations('assistants.function')
  const listed = useListed()
  const [isOpen, setOpen] = useState(startsOpen)
  const names = Object.keys(keywordsIn(text) ?? {})
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group/keywords min-w-0"
      data-status={problem ? 'failed' : undefined}
    >
      <summary
        data-invalid={problem ? '' : undefined}
        className="touch flex min-h-8 items-center gap-1.5 rounded-chip text-row text-muted"
      >
        <ChevronRight size={14} aria-hidden className="shrink-0 group-open/keywords:rotate-90" />
        <span className={`min-w-0 truncate ${problem ? 'text-tone' : ''}`}>
          {t('keywords')} <span className="font-mono">{listed(names)}</span>
          <span className="sr-only"> {label}</span>
        </span>
      </summary>
      {isOpen && (
        <JsonEditor
          label={t('keywords_of', { name: label })}
          hint={t('keywords_hint')}
          root="schema"
          value={text}
          onChange={onText}
          problem={problem}
        />
      )}
    </details>
  )
}
