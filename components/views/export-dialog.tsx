'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { FileJob } from './use-list-file'

interface ExportDialogProps {
  readonly job: FileJob
  readonly onRetry: () => void
  readonly onClose: () => void
}

/** How far a list has been read into its file. */
export function ExportDialog({ job, onRetry, onClose }: ExportDialogProps) {
  const t = useTranslations('lists.views')
  const common = useTranslations('common')
  const { format, count, end } = job
  const isDone = end === 'done'
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(format)}
      footer={<Button onClick={onClose}>{common(isDone ? 'close' : 'cancel')}</Button>}
    >
      <p role="status" className="text-row">
        {t(isDone ? 'done' : 'reading', { count: plainNumber(count) })}
      </p>
      {end !== null && end !== 'done' && <ErrorState compact error={end.error} onRetry={onRetry} />}
    </Dialog>
  )
}
