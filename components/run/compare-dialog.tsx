'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import type { Run } from '@/lib/protocol/run'
import { RunChoice } from './run-choice'

/** Chooses the run that this one is compared with. Props: run, onClose. */
export function CompareDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTranslations('comparison.choose')
  return (
    <Dialog open onClose={onClose} title={t('title')} wide>
      <RunChoice of={run} />
    </Dialog>
  )
}
