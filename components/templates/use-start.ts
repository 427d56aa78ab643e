'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { threadPath } from '@/components/routing/paths'
import { startTemplateMutation } from '@/lib/client/assistant-mutations'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'

/** Makes an assistant and a thread and goes there, with the composer filled. */
export function useStart() {
  const api = useApi()
  const router = useRouter()
  const { mutate, isPending } = useOnceMutation(startTemplateMutation(api, useQueryClient()))
  return {
    busy: isPending,
    start: (body: CreateAssistantBody, draft: string) =>
      mutate(body, {
        onSuccess: ({ assistant, thread }) =>
          router.push(threadPath(api.connection, thread.id, { assistant: assistant.id, draft })),
      }),
  }
}
