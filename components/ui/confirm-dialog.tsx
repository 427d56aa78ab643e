'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { ErrorState } from './error-state'

interface ConfirmDialogProps {
  readonly open: boolean
  readonly title: ReactNode
  /** What will be lost, and what stays. */
  readonly children: ReactNode
  /** The verb on the button, e.g. "Delete 3 threads". */
  readonly action: ReactNode
  /** Instead of Cancel, once there is nothing left to cancel. */
  readonly dismiss?: ReactNode
  readonly busy?: boolean
  /** Why it could not be done; it can be tried again. */
  readonly error?: unknown
  /** Nothing is lost. */
  readonly harmless?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something is lost; the focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, action, dismiss, busy, error, harmless, onConfirm, onClose } = props
  const t = useTranslations('common')
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {dismiss ?? t('cancel')}
          </Button>
          <Button look={harmless ? 'primary' : 'danger'} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="text-prose">
        {children}
        {error != null && <ErrorState compact error={error} onRetry={onConfirm} />}
      </div>
    </Dialog>
  )
}
