'use client'

import { useMemo } from 'react'
import { useThread, type ThreadState } from '@/components/messages/use-thread'
import { presentedEntries } from '@/lib/inspector/presented-entries'

/** A thread's conversation as an audience sees it: a run that waits for rules alone is at work. */
export function useThreadAsPresented(threadId: string): ThreadState {
  const thread = useThread(threadId)
  const entries = useMemo(() => presentedEntries(thread.entries, thread.seen), [thread.entries, thread.seen])
  const active = entries.findLast((entry) => entry.type === 'run' && entry.id === thread.active?.id)
  return { ...thread, entries, active: active?.type === 'run' ? active.run : undefined }
}
