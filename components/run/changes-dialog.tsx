'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { assistantQuery } from '@/lib/client/queries'
import type { Run } from '@/lib/protocol/run'
import { changesOf } from '@/lib/inspector/changes'
import { ChangeList } from '@/components/comparison/change-list'

/** What a run was made with against what its assistant is now. Props: run, onClose. */
export function ChangesDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTranslations('inspector.changes')
  const { data, error, refetch } = useQuery(assistantQuery(useApi(), run.assistant_id))
  const changes = data && changesOf(run, data)
  return (
    <Dialog open onClose={onClose} title={t('title')} wide>
      {error && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {!changes && !error && <Skeleton />}
      {changes?.length === 0 && <p className="text-prose">{t('none')}</p>}
      {changes && changes.length > 0 && (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-row text-muted">{t('note')}</p>
          <ChangeList changes={changes} />
        </div>
      )}
    </Dialog>
  )
}
