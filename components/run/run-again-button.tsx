'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Run } from '@/lib/protocol/run'
import { useRunAgain } from './use-run-again'

/** Runs once more as it was: stands beside the advice to do so. Props: run. */
export function RunAgainButton({ run }: { run: Run }) {
  const t = useTranslations('inspector.again')
  const { again, startSame } = useRunAgain(run)
  return (
    <Button className="mt-1 self-start" busy={again.isPending} title={t('where')} onClick={startSame}>
      {t('action')}
    </Button>
  )
}
