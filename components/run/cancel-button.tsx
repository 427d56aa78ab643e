'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection-context'
import { Button } from '@/components/ui/button'
import { cancelRunMutation } from '@/lib/client/conversation-mutations'
import type { Run } from '@/lib/protocol/run'
import { canMove } from '@/lib/run/machine'
import { Square } from './icons'

/** Stops a run; what has arrived is kept. Absent where the protocol allows no cancel. Props: run. */
export function CancelButton({ run }: { run: Run }) {
  const t = useTranslations('inspector')
  const api = useApi()
  const cancel = useMutation(cancelRunMutation({ api, client: useQueryClient() }, run))
  const canCancel = canMove(run.status, 'cancelling')
  useAction({ id: 'cancel-run', label: t('cancel'), when: canCancel, run: () => cancel.mutate() })
  if (!canCancel) return null
  return (
    <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
      <Square size={12} aria-hidden fill="currentColor" />
      {t('cancel')}
    </Button>
  )
}
