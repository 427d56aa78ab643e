'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { FromRunDialog } from '@/components/responders/late-from-run'
import { Button } from '@/components/ui/button'
import { useMay } from '@/components/ui/permissions'
import type { Run } from '@/lib/protocol/run'

/** Makes rules of how a run's calls were answered; absent where no function can be called. Props: run. */
export function MakeResponders({ run }: { run: Run }) {
  const t = useTranslations('inspector.responder')
  const [isOpen, setOpen] = useState(false)
  const canCall = useMay()('manage') && run.tools.some(({ type }) => type === 'function')
  useAction({ id: 'make-responders', label: t('make'), when: canCall, run: () => setOpen(true) })
  if (!canCall) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('make')}</Button>
      {isOpen && (
        <Suspense>
          <FromRunDialog runId={run.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
