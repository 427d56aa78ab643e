'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { matrixPath } from '@/components/routing/paths'
import { buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Permitted } from '@/components/ui/permissions'
import type { Run } from '@/lib/protocol/run'
import { RunChoice } from './run-choice'

/** Chooses the run that this one is compared with. Props: run, onClose. */
export function CompareDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { connection } = useApi()
  // The assistant as it was, and once more to be given another model.
  const variants = [run.assistant_id, run.assistant_id].map(encodeURIComponent).join(',')
  const t = useTranslations('comparison.choose')
  return (
    <Dialog open onClose={onClose} title={t('title')} wide>
      <div className="flex flex-col gap-4">
        <RunChoice of={run} />
        <Permitted to="run">
          <Link prefetch={false} href={matrixPath(connection, { from: run.id, variants })} className={buttonClass()}>
            {t('matrix')}
          </Link>
        </Permitted>
      </div>
    </Dialog>
  )
}
