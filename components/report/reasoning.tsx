'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { PlainText } from '@/components/text/plain-text'
import { DurationText } from '@/components/ui/duration-text'
import { ErrorState } from '@/components/ui/error-state'
import { ChevronRight } from '@/components/ui/icons'
import { noteQuery } from '@/lib/client/queries'
import type { ListedNote, StepNote } from '@/lib/protocol/playground'

interface ReasoningProps {
  /** The id of the run. */
  readonly run: string
  /** Without its text it is read when somebody opens it. */
  readonly note: StepNote | ListedNote
  /** More is to come. */
  readonly isLive: boolean
}

/** What a model thought before it answered, folded. Props: run, note, isLive. */
export function Reasoning({ run, note, isLive }: ReasoningProps) {
  const t = useTranslations('inspector')
  const [isOpen, setOpen] = useState(false)
  const { reasoning } = note
  // What came encrypted only cannot be read.
  if (!reasoning || ('text' in reasoning && reasoning.text === '')) return null
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group/reasoning min-w-0 rounded-field border border-line open:bg-surface"
    >
      <summary className="touch flex min-h-8 list-none items-center gap-2 rounded-field px-2.5 text-meta text-muted hover:bg-sunken">
        <ChevronRight size={14} aria-hidden className="shrink-0 transition-transform group-open/reasoning:rotate-90" />
        <span className="min-w-0 py-1">
          {t.rich('reasoning', {
            duration: () => <DurationText fromMs={reasoning.from_ms} toMs={isLive ? null : reasoning.to_ms} />,
          })}
        </span>
      </summary>
      {isOpen && (
        <div dir="auto" className="max-h-[50dvh] max-w-prose overflow-y-auto p-2.5 text-muted" tabIndex={0}>
          {'text' in reasoning ? <PlainText text={reasoning.text} /> : <StoredText run={run} step={note.id} />}
        </div>
      )}
    </details>
  )
}

function StoredText({ run, step }: { run: string; step: string }) {
  const t = useTranslations('common')
  const { data, error, refetch } = useQuery(noteQuery(useApi(), { run, step }))
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return <p role="status">{t('loading')}</p>
  return <PlainText text={data.reasoning?.text ?? ''} />
}
