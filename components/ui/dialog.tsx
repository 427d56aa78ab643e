'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './icon-button'
import { X } from './icons'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** The buttons at the bottom, the one that goes ahead last. */
  readonly footer?: ReactNode
  readonly wide?: boolean
}

/**
 * A modal <dialog>: the browser keeps the focus inside, closes it on Escape and gives the focus back.
 * Props: open, onClose, title, children, footer, wide. What is inside mounts when it opens; data-autofocus marks
 * what gets the focus first. On a phone it is a sheet at the bottom.
 */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, children, footer, wide = false } = props
  const t = useTranslations('common')
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = element.current
    if (open && dialog && !dialog.open) {
      dialog.showModal()
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!open && dialog?.open) dialog.close()
  }, [open])

  // Closed before it goes from the page, as whoever draws it only while it is wanted has it: a browser gives the focus
  // back from what closes, not from what is removed.
  useLayoutEffect(() => {
    const dialog = element.current
    return () => dialog?.close()
  }, [])

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      // Told late: it may be open again.
      onClose={({ currentTarget }) => currentTarget.open || onClose()}
      onClick={(event) => event.target === element.current && element.current.close()}
      className={`overlay mx-0 mt-auto mb-0 max-h-[85dvh] w-full max-w-none overflow-hidden rounded-b-none border-x-0
        border-b-0 p-0 pb-[env(safe-area-inset-bottom)] open:flex not-open:hidden short:max-h-dvh sm:m-auto sm:w-[calc(100vw-2rem)]
        sm:rounded-b-dialog sm:border-x sm:border-b ${wide ? 'sm:max-w-3xl' : 'sm:max-w-md'}`}
    >
      {open && (
        <div className="flex min-h-0 w-full flex-col short:block short:overflow-y-auto">
          <div className="flex items-center justify-between gap-3 pt-3 pr-2 pl-4">
            <h2 id={titleId} className="text-section">
              {title}
            </h2>
            <IconButton label={t('close')} icon={<X size={16} />} onClick={() => element.current?.close()} />
          </div>
          <div className="min-h-0 overflow-y-auto px-4 pt-2 pb-4 short:overflow-visible">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>}
        </div>
      )}
    </dialog>
  )
}
