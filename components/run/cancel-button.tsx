'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { useMay } from '@/components/ui/permissions'
import type { Run } from '@/lib/protocol/run'
import { canMove } from '@/lib/run/machine'
import { Square } from './icons'

const CancelRunsDialog = lateDialog(() => import('@/components/runs/run-parts').then((file) => file.CancelRunsDialog), {
  ahead: true,
})

/** Stops a run, after asking as lists do. Absent where the protocol allows no cancel. Props: run. */
export function CancelButton({ run }: { run: Run }) {
  const t = useTranslations('inspector')
  const [isAsking, setAsking] = useState(false)
  const canCancel = useMay()('run') && canMove(run.status, 'cancelling')
  useAction({ id: 'cancel-run', label: t('cancel'), when: canCancel, run: () => setAsking(true) })
  return (
    <>
      {canCancel && (
        <Button look="danger" onClick={() => setAsking(true)}>
          <Square size={12} aria-hidden fill="currentColor" />
          {t('cancel')}
        </Button>
      )}
      {isAsking && (
        <Suspense>
          <CancelRunsDialog runs={[run]} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
