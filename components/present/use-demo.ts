'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useAssistantChoice } from '@/components/messages/use-assistant-choice'
import { useSend } from '@/components/messages/use-send'
import type { ThreadState } from '@/components/messages/use-thread'
import { useMay } from '@/components/ui/permissions'
import { demoQuery } from '@/lib/client/demo-queries'
import { demoProgressOf } from '@/lib/inspector/demo-progress'
import { messageTextOf } from '@/lib/run/message-text'

interface DemoInput {
  readonly threadId: string
  readonly preferred: string
  readonly thread: ThreadState
}

/** The demo of the assistant that answers in a thread: how far it is, and how it goes on for who may run it. */
export function useDemo({ threadId, preferred, thread }: DemoInput) {
  const api = useApi()
  const mayRun = useMay()('run')
  const { choice } = useAssistantChoice({ threadId, preferred, thread })
  const assistant = choice.state === 'chosen' ? choice.assistant : null
  const demo = useQuery({ ...demoQuery(api, assistant?.id ?? ''), enabled: assistant !== null })
  const said = thread.entries.flatMap((entry) =>
    entry.type === 'message' && entry.message.role === 'user' ? [messageTextOf(entry.message)] : [],
  )
  const progress = demo.data && demoProgressOf(demo.data, said)
  const { send, isSending, postError, startError } = useSend()
  const isBusy = isSending || thread.active !== undefined

  function goOn() {
    if (!progress?.next || !assistant || isBusy || !mayRun) return
    const message = { role: 'user', content: progress.next.text } as const
    void send({ thread: threadId, message, run: { assistant_id: assistant.id }, onPosted() {} })
  }

  return { mayRun, assistant, said, progress, isBusy, error: postError ?? startError, goOn }
}

export type DemoState = ReturnType<typeof useDemo>
