'use client'

import { useTranslations } from 'next-intl'
import { restoreWithFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'

interface RemovedLineProps {
  /** What was removed last; undefined as long as nothing was removed, and then the line is empty. */
  readonly name: string | undefined
  /** The kind of what was removed: the value of `data-remove` on the buttons that remove it. */
  readonly kind: string
  readonly onUndo: () => void
}

/** Says what was removed, and takes it back. */
export function RemovedLine({ name, kind, onUndo }: RemovedLineProps) {
  const t = useTranslations('assistants.form')
  return (
    <div role="status" className="empty:hidden">
      {name !== undefined && (
        <p className="flex flex-wrap items-center gap-x-2 text-row text-muted">
          <span className="wrap-anywhere">{t('removed', { name })}</span>
          <Button look="quiet" onClick={({ currentTarget }) => restoreWithFocus(currentTarget, kind, onUndo)}>
            {t('undo')}
          </Button>
        </p>
      )}
    </div>
  )
}
