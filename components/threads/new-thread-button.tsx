'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { threadPath } from '@/components/routing/paths'
import { Button, type ButtonLook } from '@/components/ui/button'
import { Plus } from '@/components/ui/icons'
import { createThreadMutation } from '@/lib/client/mutations'

interface NewThreadButtonProps {
  /** The assistant that the thread's composer starts with. */
  readonly assistant?: string
  readonly label?: string
  readonly look?: ButtonLook
}

/** Makes an empty thread and goes there. */
export function NewThreadButton({ assistant, label, look }: NewThreadButtonProps) {
  const t = useTranslations('threads')
  const api = useApi()
  const router = useRouter()
  const create = useOnceMutation(createThreadMutation(api, useQueryClient()))
  return (
    <Button
      needs="run"
      look={look}
      data-leaves
      busy={create.isPending}
      onClick={() =>
        create.mutate(undefined, { onSuccess: ({ id }) => router.push(threadPath(api.connection, id, { assistant })) })
      }
    >
      <Plus size={14} aria-hidden />
      {label ?? t('new')}
    </Button>
  )
}
