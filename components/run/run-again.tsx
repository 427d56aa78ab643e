'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { useAction } from '@/components/actions/use-action'
import { Button } from '@/components/ui/button'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { useRunAgain } from './use-run-again'

const RunAgainDialog = lateDialog(() => import('./run-again-dialog').then((file) => file.RunAgainDialog))

/** Runs once more on what a run was given: as it was, or with other settings. Props: run. */
export function RunAgain({ run }: { run: Run }) {
  const t = useTranslations('inspector.again')
  const [isOpen, setOpen] = useState(false)
  const { again, startSame } = useRunAgain(run)
  const isOver = isTerminal(run.status)
  useAction({ id: 'run-again', label: t('action'), needs: 'run', when: isOver, run: startSame })
  useAction({ id: 'run-again-with', label: t('with'), needs: 'run', when: isOver, run: () => setOpen(true) })
  const title = t(isOver ? 'where' : 'not_yet')
  return (
    <span className="flex items-center gap-1">
      <Button needs="run" busy={again.isPending} disabled={!isOver} title={title} onClick={startSame}>
        {t('action')}
      </Button>
      <Button needs="run" disabled={!isOver} title={title} onClick={() => setOpen(true)}>
        {t('with')}
      </Button>
      {isOpen && (
        <Suspense>
          <RunAgainDialog run={run} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  )
}
