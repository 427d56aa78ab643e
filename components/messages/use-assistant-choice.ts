'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { useRemembered } from '@/components/use-remembered'
import { assistantsQuery } from '@/lib/client/queries'

interface ChoiceInput {
  readonly threadId: string
  /** Asked for by the address. */
  readonly preferred: string
  /** Of the thread's latest run. */
  readonly latest: string | undefined
}

/**
 * Which assistant runs next on a thread: the one picked here, else the one the address asks for, else the one this
 * browser remembers for the thread, else the latest run's, else the newest. One that is gone is passed over.
 */
export function useAssistantChoice({ threadId, preferred, latest }: ChoiceInput) {
  const assistants = useInfiniteQuery(assistantsQuery(useApi()))
  const [remembered, remember] = useRemembered(`assistant:${threadId}`)
  const [picked, setPicked] = useState('')
  const all = entriesOf(assistants.data)
  const wishes = [picked, preferred, remembered, latest]
  const chosen = wishes.map((id) => all.find((assistant) => assistant.id === id)).find(Boolean) ?? all[0]
  function pick(id: string) {
    setPicked(id)
    remember(id)
  }
  return { all, chosen, pick, assistants }
}

export type AssistantChoice = ReturnType<typeof useAssistantChoice>
