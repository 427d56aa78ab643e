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
  /** What is wrong in a field, in words: told beside the button, which leads to the field when it is pressed. */
  readonly problem?: string | undefined
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
  /** Where cancelling is more than closing. */
  readonly onCancel?: () => void
  readonly wide?: boolean
}

/** A form in a dialog, with its buttons at the foot; the field with `data-autofocus` has the focus first. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, danger, dismiss, busy, incomplete, problem, error, more, below, children } = props
  const { onSubmit, onClose, onCancel = onClose, wide = false } = props
  const t = useTranslations('common')
  const id = useId()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (problem !== undefined) event.currentTarget.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    else if (!busy && !incomplete) onSubmit(new FormData(event.currentTarget))
  }
  return (
    <Dialog
      open
      wide={wide}
      title={title}
      onClose={onClose}
      footer={
        <>
          {problem !== undefined && (
            <p
              id={`${id}-problem`}
              role="status"
              data-status="failed"
              className="mr-auto min-w-0 flex-1 basis-60 self-center text-row font-medium text-tone wrap-anywhere"
            >
              {problem}
            </p>
          )}
          {more}
          <Button onClick={onCancel} data-autofocus={danger || undefined}>
            {dismiss ?? t('cancel')}
          </Button>
          <Button
            look={danger ? 'danger' : 'primary'}
            type="submit"
            form={id}
            busy={busy}
            disabled={incomplete}
            aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          >
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
