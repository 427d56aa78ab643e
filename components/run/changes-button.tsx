'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import type { Run } from '@/lib/protocol/run'

const ChangesDialog = lateDialog(() => import('./changes-dialog').then((file) => file.ChangesDialog))

/** Asks what has changed in the assistant since the run was made. Props: run. */
export function ChangesButton({ run }: { run: Run }) {
  const t = useTranslations('inspector.changes')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button className="w-fit" onClick={() => setOpen(true)}>
        {t('ask')}
      </Button>
      {isOpen && (
        <Suspense>
          <ChangesDialog run={run} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
