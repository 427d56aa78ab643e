'use client'

import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { assistantPath, placePath, runPath, threadPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { Bot } from '@/components/ui/icons'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { TimeText } from '@/components/ui/time-text'
import type { Assistant } from '@/lib/protocol/assistant'
import type { FoundMessage, ObjectPlace, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'
import type { PaletteItem } from './palette-item'

/** Makes items of the palette from what was found; choosing one goes to its page. */
export function useItemMakers() {
  const { connection } = useApi()
  const go = useGo()
  const t = useTranslations('palette')
  const status = useTranslations('status')
  const threadName = useThreadName()
  const assistantName = useAssistantName()
  return {
    /** `idEnd` = what tells it from others of its name. */
    assistant: ({ id, name, model }: Assistant, idEnd: string | undefined): PaletteItem => ({
      id,
      group: 'assistants',
      label: assistantName({ assistant_name: name, assistant_id: id }),
      note: [model, idEnd].filter(Boolean).join(' · '),
      mark: <Bot size={14} aria-hidden />,
      run: () => go(assistantPath(connection, id)),
    }),
    thread: (thread: ThreadSummary): PaletteItem => ({
      id: thread.id,
      group: 'threads',
      label: threadName(thread),
      note: <TimeText ms={thread.last_activity_ms} />,
      mark: thread.last_run && <StatusMark status={thread.last_run.status} />,
      run: () => go(threadPath(connection, thread.id, { assistant: thread.last_run?.assistant_id })),
    }),
    message: ({ id, thread_id, excerpt, thread }: FoundMessage): PaletteItem => ({
      id,
      group: 'messages',
      label: plainName(excerpt),
      note: threadName(thread),
      run: () => go(threadPath(connection, thread_id, { message: id })),
    }),
    place(place: ObjectPlace): readonly PaletteItem[] {
      const path = placePath(connection, place)
      const { kind, id } = place
      // The others are found in their lists.
      if (path === undefined || kind === 'assistant' || kind === 'thread' || kind === 'run') return []
      return [
        {
          id,
          group: 'messages',
          label: t(`place.${place.is_stored ? 'stored_file' : kind}`),
          note: id,
          run: () => go(path),
        },
      ]
    },
    run: (summary: RunSummary): PaletteItem => ({
      id: summary.id,
      group: 'runs',
      label: t('run_of', { assistant: assistantName(summary), status: status(summary.run.status) }),
      note: <TimeText ms={summary.created_ms} />,
      mark: <StatusMark status={summary.run.status} />,
      run: () => go(runPath(connection, summary.run)),
    }),
  }
}

const StatusMark = ({ status }: { status: RunStatus }) => (
  <span data-status={status} className="text-mark">
    <StatusGlyph status={status} />
  </span>
)
