'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import type { Run } from '@/lib/protocol/run'

const CompareDialog = lateDialog(() => import('./compare-dialog').then((file) => file.CompareDialog))

/** The way to the comparison of a run with another one. Props: run. */
export function CompareButton({ run }: { run: Run }) {
  const t = useTranslations('comparison.choose')
  const [isOpen, setOpen] = useState(false)
  useAction({ id: 'compare-run', label: t('title'), run: () => setOpen(true) })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      {isOpen && (
        <Suspense>
          <CompareDialog run={run} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
