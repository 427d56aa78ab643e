'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import { measureFoot } from './at-foot'
import { IconButton } from './icon-button'
import { X } from './icons'
import { dismissToast, toastStore, type Toast } from './toast-store'

const SHOWN_MS = 5_000
const SHOWN_WITH_LINK_MS = 15_000
const SHOWN_WITH_UNDO_MS = 8_000

/** The page's one place for passing words, read out politely; say them with toast(text, 'error'?). No props. */
export function Toaster() {
  const t = useTranslations('common')
  const toasts = useStore(toastStore, (state) => state.toasts)
  useLayoutEffect(measureFoot, [toasts])
  return (
    <section
      data-above-foot
      aria-label={t('notifications')}
      aria-live="polite"
      className={`pointer-events-none fixed inset-x-4 bottom-[calc(max(var(--shell-bottom),var(--foot,0px))+1rem)]
        z-50 flex flex-col items-center gap-2`}
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

const shownMs = ({ undo, link }: Toast) => (undo ? SHOWN_WITH_UNDO_MS : link ? SHOWN_WITH_LINK_MS : SHOWN_MS)

function ToastLine({ toast }: { toast: Toast }) {
  const t = useTranslations('common')
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (toast.tone === 'error' || isHeld) return
    const timer = setTimeout(() => dismissToast(toast.id), shownMs(toast))
    return () => clearTimeout(timer)
  }, [toast, isHeld])
  const error = toast.tone === 'error'
  return (
    <div
      data-status={error ? 'failed' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={`pointer-events-auto flex max-w-prose items-center gap-2 rounded-field py-1 pr-1 pl-3 text-row
        shadow-(--overlay-shadow) ${error ? 'border border-(--tone) bg-tint text-tone' : 'bg-ink text-paper'}`}
    >
      <p className="py-1">{toast.text}</p>
      {toast.link && (
        <Link
          href={toast.link.href}
          className="touch flex shrink-0 items-center rounded-chip px-1 font-medium underline underline-offset-2"
          onClick={() => dismissToast(toast.id)}
        >
          {toast.link.label}
        </Link>
      )}
      {toast.undo && (
        <button
          type="button"
          aria-label={toast.undo.name}
          className="touch flex shrink-0 items-center rounded-chip px-1 font-medium underline underline-offset-2"
          onClick={() => {
            toast.undo?.run()
            dismissToast(toast.id)
          }}
        >
          {toast.undo.label}
        </button>
      )}
      <IconButton
        label={t('dismiss')}
        icon={<X size={14} />}
        className="text-inherit hover:bg-transparent hover:text-inherit"
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  )
}
