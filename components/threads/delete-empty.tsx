'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import { Button } from '@/components/ui/button'
import { allEmptyThreads } from '@/lib/client/all-empty-threads'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { DeleteThreadsDialog } from './delete-threads-dialog'

/** Asks for all empty threads, those that are not loaded too, and deletes them. */
export function DeleteEmpty() {
  const t = useTranslations('threads')
  const api = useApi()
  const [found, setFound] = useState<readonly ThreadSummary[]>([])
  const isHidden = useIsHidden()
  const find = useMutation({
    mutationFn: () => allEmptyThreads(api),
    onSuccess: (threads) => setFound(threads.filter(({ id }) => !isHidden(id))),
  })
  return (
    <>
      <Button needs="run" look="danger" busy={find.isPending} onClick={() => find.mutate()}>
        {t('delete_empty')}
      </Button>
      {found.length > 0 && (
        <DeleteThreadsDialog threads={found} onClose={() => setFound([])} onDeleted={() => undefined} />
      )}
    </>
  )
}
