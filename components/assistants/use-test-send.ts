'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { useSend } from '@/components/messages/use-send'
import { beginThread } from '@/lib/client/conversation-mutations'
import { createThreadMutation } from '@/lib/client/mutations'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { CreateRunBody } from '@/lib/protocol/run'

interface TestSending {
  readonly message: CreateMessageBody | null
  readonly run: CreateRunBody
  readonly onPosted: () => void
}

/** Sends as `useSend` does; before the first message of a test it makes the thread and tells its id. */
export function useTestSend(threadId: string | null, onThread: (id: string) => void) {
  const api = useApi()
  const client = useQueryClient()
  const create = useOnceMutation(createThreadMutation(api, client))
  const { send, isSending, ...sent } = useSend()

  function sendTest(sending: TestSending) {
    if (threadId !== null) return void send({ thread: threadId, ...sending })
    create.mutate(undefined, {
      onSuccess: ({ id }) => {
        beginThread({ api, client }, id)
        onThread(id)
        void send({ thread: id, ...sending })
      },
    })
  }

  return { sendTest, isSending: isSending || create.isPending, ...sent }
}
