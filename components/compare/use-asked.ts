'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { entriesOf } from '@/components/lists/paged'
import { messagesQuery } from '@/lib/client/thread-queries'
import type { Run } from '@/lib/protocol/run'
import { messageTextOf } from '@/lib/run/message-text'
import { messagesBefore, questionIn } from '@/lib/run/messages-before'

/**
 * What a run was asked, as far as the newest messages of its thread tell, and these messages. Undefined asks for
 * nothing.
 */
export function useAsked(run: Pick<Run, 'id' | 'thread_id' | 'created_at'> | null | undefined) {
  const { id, thread_id: thread, created_at } = run ?? {}
  const { data } = useInfiniteQuery({ ...messagesQuery(useApi(), thread ?? ''), enabled: thread !== undefined })
  const known = useMemo(() => entriesOf(data), [data])
  const asked = useMemo(() => {
    if (id === undefined || created_at === undefined) return null
    const question = questionIn(messagesBefore(known, { id, created_at }))
    return question.length === 0 ? null : question.map(messageTextOf).join('\n\n')
  }, [known, id, created_at])
  return { known, asked }
}
