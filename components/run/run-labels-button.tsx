'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useActions } from '@/components/actions/use-actions'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import type { RunSummary } from '@/lib/protocol/playground'

const LabelsDialog = lateDialog(() => import('@/components/runs/run-parts').then((file) => file.LabelsDialog), {
  ahead: true,
})

/** The way to change a run's labels. */
export function RunLabelsButton({ summary }: { summary: RunSummary }) {
  const t = useTranslations('lists.labels')
  const [isOpen, setOpen] = useState(false)
  const open = () => setOpen(true)
  useActions('run-labels', [{ label: t('edit'), needs: 'run', onSelect: open }])
  return (
    <>
      <Button needs="run" look="quiet" onClick={open}>
        {t('edit')}
      </Button>
      {isOpen && (
        <Suspense>
          <LabelsDialog kind="run" objects={[summary]} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
