'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useStore } from 'zustand'
import { useApi } from '@/components/connection-context'
import { lineStore } from '@/components/line-store'
import { createMessageMutation, startRunMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody } from '@/lib/protocol/run'

interface Sending {
  readonly thread: string
  /** The message; empty to run on what the thread has. */
  readonly text: string
  readonly run: CreateRunBody
  /** Told as soon as the message is saved: from here on it is no draft. */
  readonly onPosted: () => void
}

/** Posts a message and starts a run on it; whichever fails is told in its own error. */
export function useSend() {
  const bound = { api: useApi(), client: useQueryClient() }
  const post = useMutation(createMessageMutation(bound))
  const start = useMutation(startRunMutation(bound))
  const line = useStore(lineStore, (state) => state.line)

  // That a server could not be reached is no news any more once it can be.
  const forgetErrors = useEffectEvent(() => {
    if (post.isError) post.reset()
    if (start.isError) start.reset()
  })
  useEffect(() => {
    if (line === 'open') forgetErrors()
  }, [line])

  function send({ thread, text, run, onPosted }: Sending) {
    start.reset()
    if (text === '') return start.mutate({ thread, body: run })
    post.mutate(
      { thread, body: { role: 'user', content: text } },
      {
        onSuccess: () => {
          onPosted()
          start.mutate({ thread, body: run })
        },
      },
    )
  }

  return { send, isSending: post.isPending || start.isPending, postError: post.error, startError: start.error }
}
