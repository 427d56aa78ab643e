'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useOnce } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { createMessageMutation, startRunMutation } from '@/lib/client/conversation-mutations'
import { isOutcomeUnknown } from '@/lib/protocol/error'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { CreateRunBody } from '@/lib/protocol/run'
import { forgetSendKey, sendKeyFor } from './send-key'

interface Sending {
  readonly thread: string
  /** Null to run on what the thread has. */
  readonly message: CreateMessageBody | null
  readonly run: CreateRunBody
  /** Called as soon as the message is stored, even if the page was left: from here on it is no draft. */
  readonly onPosted: () => void
}

/**
 * Posts a message and starts a run on it, each of them once, however often this is called meanwhile. Each has its own
 * error, and a retry has the same idempotency key.
 */
export function useSend() {
  const bound = { api: useApi(), client: useQueryClient() }
  const post = useMutation(createMessageMutation(bound))
  const start = useMutation(startRunMutation(bound))
  const { begin, end } = useOnce()

  async function send({ thread, message, run, onPosted }: Sending) {
    if (!begin()) return
    // They stand until the next try: what was not sent is still there.
    post.reset()
    start.reset()
    try {
      if (message) {
        await post.mutateAsync({ thread, body: message, key: sendKeyFor('message', thread, message) })
        forgetSendKey('message', thread)
        onPosted()
      }
      await start.mutateAsync({ thread, body: run, key: sendKeyFor('run', thread, run) })
      forgetSendKey('run', thread)
    } catch (error) {
      // Each mutation shows its own error. Where the outcome is unknown, sending once more means doing it again.
      if (isOutcomeUnknown(error)) for (const sent of ['message', 'run'] as const) forgetSendKey(sent, thread)
    } finally {
      end()
    }
  }

  return {
    send,
    isSending: post.isPending || start.isPending,
    postError: post.error,
    startError: start.error,
    /** The body of the run that was asked for last. */
    started: start.variables?.body,
  }
}
