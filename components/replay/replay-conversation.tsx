'use client'

import { useTranslations } from 'next-intl'
import { memo, Suspense, useMemo } from 'react'
import { MessageView } from '@/components/conversation/message-view'
import { RunParts, type Note, type NoteProps } from '@/components/conversation/run-parts'
import { LateEndFindings } from '@/components/report/late-findings'
import { Spine } from '@/components/report/spine'
import { late } from '@/components/late/late'
import { DurationText } from '@/components/ui/duration-text'
import { StatusChip } from '@/components/ui/status-chip'
import type { RunEntryAt, ThreadAt } from '@/lib/inspector/replay/thread-replay'
import type { StepNote } from '@/lib/protocol/playground'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { notesAhead } from '@/lib/run/step-notes'
import { allById, mapById } from '@/lib/run/by-id'

const StepReasoning = late(() => import('@/components/report/step-reasoning').then((file) => file.StepReasoning))

/** What stands of a conversation, at whose end it stays. */
export function ReplayConversation({ entries }: Pick<ThreadAt, 'entries'>) {
  const t = useTranslations('replay')
  return (
    <div
      role="region"
      aria-label={t('pane.conversation')}
      data-scrolls
      tabIndex={0}
      className="flex h-full flex-col-reverse overflow-y-auto -outline-offset-2 [scrollbar-gutter:stable] short:h-auto short:overflow-visible"
    >
      <div role="list" className="mx-auto mb-auto flex w-full max-w-[46rem] shrink-0 flex-col gap-5 px-4 py-5">
        {entries.map((entry) => (
          <div
            key={entry.id}
            role="listitem"
            className="-mx-3 min-w-0 px-3 [contain-intrinsic-size:auto_7rem] [content-visibility:auto]"
          >
            {entry.type === 'message' ? <Said message={entry.message} /> : <RunEntry entry={entry} />}
          </div>
        ))}
      </div>
    </div>
  )
}

const Said = memo(MessageView)

/** All that a run had done. */
const RunEntry = memo(function RunEntry({ entry }: { entry: RunEntryAt }) {
  const { run, view, messages } = entry
  const { notes, ahead } = useNotes(view)
  return (
    <div className="relative flex min-w-0 flex-col gap-3 pl-5">
      <Spine status={run.status} />
      <RunParts
        {...{ run, messages, notes, ahead, Thoughts }}
        steps={view.steps}
        fates={view.responders}
        Message={Said}
      />
      <LateEndFindings run={run} steps={view.steps} view={view} backend="elsewhere" />
      <RunFoot view={view} status={run.status} />
    </div>
  )
})

function RunFoot({ view, status }: { view: RunView; status: RunEntryAt['run']['status'] }) {
  const [first, last] = [view.stages[0], view.log.at(-1)]
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-muted">
      <StatusChip status={status} muted={isTerminal(status)} />
      {/* While it is at work the player has the clock. */}
      {isTerminal(status) && first && last && <DurationText fromMs={first.from} toMs={last.lastAt} />}
    </footer>
  )
}

function useNotes({ steps, notes }: RunView) {
  return useMemo(() => {
    return { notes: mapById<Note>(notes), ahead: notesAhead(steps, allById(notes)) }
  }, [steps, notes])
}

function Thoughts({ note, isLive }: NoteProps) {
  if (!isWhole(note)) return null
  return (
    <Suspense>
      <StepReasoning note={note} isLive={isLive} />
    </Suspense>
  )
}

/** Notes of a log have their texts. */
const isWhole = (note: Note): note is StepNote => note.reasoning !== null && 'text' in note.reasoning
