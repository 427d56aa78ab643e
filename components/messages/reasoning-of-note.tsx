'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Reasoning } from '@/components/report/reasoning'
import { StepReasoning } from '@/components/report/step-reasoning'
import { PlainText } from '@/components/text/plain-text'
import { ErrorState } from '@/components/ui/error-state'
import { noteQuery } from '@/lib/client/run-queries'
import type { ListedNote, StepNote } from '@/lib/protocol/playground'

interface ReasoningOfNoteProps {
  /** The id of the run. */
  readonly run: string
  /** Without its text it is read when somebody opens it. */
  readonly note: StepNote | ListedNote
  /** More is to come. */
  readonly isLive: boolean
}

/** What a model thought before it answered, as it was seen live or as it is stored. */
export function ReasoningOfNote({ run, note, isLive }: ReasoningOfNoteProps) {
  if (!note.reasoning) return null
  if (isSeen(note)) return <StepReasoning note={note} isLive={isLive} />
  return (
    <Reasoning times={note.reasoning} isLive={isLive}>
      <StoredText run={run} step={note.id} />
    </Reasoning>
  )
}

const isSeen = (note: StepNote | ListedNote): note is StepNote => note.reasoning !== null && 'text' in note.reasoning

function StoredText({ run, step }: { run: string; step: string }) {
  const t = useTranslations('common')
  const { data, error, refetch } = useQuery(noteQuery(useApi(), { run, step }))
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return <p role="status">{t('loading')}</p>
  return <PlainText text={data.reasoning?.text ?? ''} />
}
