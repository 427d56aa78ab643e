'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/connection-context'
import { createMessageMutation, startRunMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody } from '@/lib/protocol/run'

interface Sending {
  /** The message; empty to run on what the thread has. */
  readonly text: string
  readonly run: CreateRunBody
  /** Told as soon as the message is saved: from here on it is no draft. */
  readonly onPosted: () => void
}

/** Posts a message and starts a run on it; whichever fails is told in its own error. */
export function useSend(threadId: string) {
  const bound = { api: useApi(), client: useQueryClient() }
  const post = useMutation(createMessageMutation(bound, threadId))
  const start = useMutation(startRunMutation(bound, threadId))

  function send({ text, run, onPosted }: Sending) {
    start.reset()
    if (text === '') return start.mutate(run)
    post.mutate(
      { role: 'user', content: text },
      {
        onSuccess: () => {
          onPosted()
          start.mutate(run)
        },
      },
    )
  }

  return { send, isSending: post.isPending || start.isPending, postError: post.error, startError: start.error }
}
