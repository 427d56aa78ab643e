'use client'

import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { DaySeparator, useDays } from '@/components/conversation/day-separator'
import { MessageView } from '@/components/conversation/message-view'
import { type NoteProps, RunParts } from '@/components/conversation/run-parts'
import { Spine } from '@/components/report/spine'
import { StepReasoning } from '@/components/report/step-reasoning'
import { StatusChip } from '@/components/ui/status-chip'
import type { OpenCapsule, Unreadable } from '@/lib/capsule/capsule'
import { type RunEntry, type ThreadEntry, threadViewOf } from '@/lib/inspector/thread-view'
import type { StepNote } from '@/lib/protocol/playground'
import type { RunView } from '@/lib/run/fold'
import { notesAhead } from '@/lib/run/step-notes'
import { allById, mapById } from '@/lib/run/by-id'
import { UnreadableParts } from './unreadable-parts'

interface CapsuleConversationProps {
  readonly capsule: OpenCapsule
  /** Of the runs that are known. */
  readonly views: ReadonlyMap<string, RunView>
}

/** What was said and done, oldest first, as it stands at the end. */
export function CapsuleConversation({ capsule, views }: CapsuleConversationProps) {
  const t = useTranslations('capsule.view')
  const { recording, unreadable } = capsule
  const entries = useMemo(
    () =>
      threadViewOf({
        messages: recording.messages,
        runs: [...views.values()].flatMap(({ run }) => run ?? []),
        live: [],
        deleted: [],
        hasOlder: false,
      }),
    [recording, views],
  )
  const days = useDays(entries)
  const [ahead, behind, rest] = useMemo(() => placedIn(entries, unreadable.first), [entries, unreadable])
  if (entries.length === 0 && unreadable.count === 0) return <p className="text-prose text-muted">{t('no_messages')}</p>
  return (
    <div role="list" className="mx-auto flex w-full max-w-[46rem] flex-col gap-5 py-2">
      <UnreadableParts parts={ahead} />
      {entries.map((entry) => (
        <div
          role="listitem"
          key={entry.id}
          className="-mx-3 min-w-0 px-3 [contain-intrinsic-size:auto_7rem] [content-visibility:auto]"
        >
          {days.has(entry.id) && <DaySeparator ms={days.get(entry.id) ?? 0} />}
          <Entry entry={entry} views={views} />
          <UnreadableParts parts={behind.get(entry.id) ?? []} />
        </div>
      ))}
      <UnreadableParts parts={rest} more={unreadable.count - unreadable.first.length} />
    </div>
  )
}

/** What cannot be read: messages ahead of all, and behind the entries that they came after; then all else. */
function placedIn(entries: readonly ThreadEntry[], first: readonly Unreadable[]) {
  const entryOf = new Map(
    entries.flatMap((entry) =>
      entry.type === 'message' ? [[entry.id, entry.id]] : entry.messages.map(({ id }) => [id, entry.id]),
    ) as [string, string][],
  )
  const behind = new Map<string, Unreadable[]>()
  const [ahead, rest]: Unreadable[][] = [[], []]
  for (const part of first) {
    const entry = part.after === null ? undefined : entryOf.get(part.after)
    if (entry !== undefined) behind.set(entry, [...(behind.get(entry) ?? []), part])
    else if (part.kind === 'message' && part.after === null) ahead!.push(part)
    else rest!.push(part)
  }
  return [ahead!, behind, rest!] as const
}

interface EntryProps {
  readonly entry: ThreadEntry
  readonly views: ReadonlyMap<string, RunView>
}

function Entry({ entry, views }: EntryProps) {
  if (entry.type === 'message') return <MessageView message={entry.message} />
  const view = views.get(entry.id)
  return view && <RunBlock entry={entry} view={view} />
}

/** All that one run did, along its spine. Props: entry, view. */
const RunBlock = memo(function RunBlock({ entry, view }: { readonly entry: RunEntry; readonly view: RunView }) {
  const { run, messages } = entry
  const notes = useMemo(() => mapById(view.notes), [view])
  const ahead = useMemo(() => notesAhead(view.steps, allById(view.notes)), [view])
  return (
    <div className="relative flex min-w-0 flex-col gap-3 pl-5">
      <Spine status={run.status} />
      <RunParts
        {...{ run, messages, notes, ahead, Thoughts }}
        steps={view.steps}
        fates={view.responders}
        Message={MessageView}
      />
      <footer>
        <StatusChip status={run.status} />
      </footer>
    </div>
  )
})

function Thoughts({ note, isLive }: NoteProps) {
  return isWhole(note) && <StepReasoning note={note} isLive={isLive} />
}

const isWhole = (note: NoteProps['note']): note is StepNote => note.reasoning !== null && 'text' in note.reasoning
