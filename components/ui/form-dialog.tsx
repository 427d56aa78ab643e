'use client'

import { useTranslations } from 'next-intl'
import { useId, type FormEvent, type ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { ErrorState } from './error-state'

interface FormDialogProps {
  readonly title: ReactNode
  /** The verb on the button that sends it. */
  readonly action: ReactNode
  /** Something is lost: the button says so, and the focus starts on Cancel. */
  readonly danger?: boolean
  /** Instead of Cancel, where what was done before stays. */
  readonly dismiss?: ReactNode
  readonly busy?: boolean
  /** Something that is needed is not there yet: it cannot be sent. */
  readonly incomplete?: boolean
  /** Why it could not be done. */
  readonly error?: unknown
  /** Further buttons, before Cancel. */
  readonly more?: ReactNode
  /** What stands below the form. */
  readonly below?: ReactNode
  /** The fields. */
  readonly children: ReactNode
  readonly onSubmit: (fields: FormData) => void
  readonly onClose: () => void
}

/** A form in a dialog, with its buttons at the foot; the field with `data-autofocus` has the focus first. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, danger, dismiss, busy, incomplete, error, more, below, children, onSubmit, onClose } = props
  const t = useTranslations('common')
  const id = useId()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!busy && !incomplete) onSubmit(new FormData(event.currentTarget))
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          {more}
          <Button onClick={onClose} data-autofocus={danger || undefined}>
            {dismiss ?? t('cancel')}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} type="submit" form={id} busy={busy} disabled={incomplete}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {error != null && <ErrorState compact error={error} />}
      </form>
      {below}
    </Dialog>
  )
}
