'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { lineStore } from '@/components/connection/line-store'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { PartFailure } from './part-loader'

export interface NoticeProps {
  readonly failure: PartFailure
  /** How often loading was tried again. */
  readonly tries: number
  readonly isTrying: boolean
  readonly onRetry: () => void
}

/** Says that a part of the page could not be loaded, and why. */
export function PartNotice(notice: NoticeProps) {
  const t = useTranslations('errors.part')
  useRetryOnceBack(notice.onRetry)
  return (
    <div role="alert" data-status="failed" className="flex max-w-prose flex-col items-start gap-2 py-2 text-row">
      <p className="font-medium text-tone">{t('title')}</p>
      <PartText failure={notice.failure} />
      <div className="flex flex-wrap gap-2">
        <PartButtons {...notice} />
      </div>
    </div>
  )
}

/** The same in place of a dialog. */
export function PartNoticeDialog({ onClose, ...notice }: NoticeProps & { readonly onClose: () => void }) {
  const t = useTranslations('errors.part')
  useRetryOnceBack(notice.onRetry)
  useLayoutEffect(() => {
    // The dialog that comes in place of this one gives the focus back to where it stood before both.
    const opener = document.activeElement
    return () => void (opener instanceof HTMLElement && opener.focus())
  }, [])
  return (
    <Dialog open onClose={onClose} title={t('title')} footer={<PartButtons {...notice} />}>
      <div role="alert" className="text-prose">
        <PartText failure={notice.failure} />
      </div>
    </Dialog>
  )
}

const FIRST_WAIT_MS = 1_000
const MAX_WAIT_MS = 30_000

/** Renders nothing and tries again by itself. */
export function SilentRetry({ tries, onRetry }: NoticeProps) {
  useRetryOnceBack(onRetry)
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    const timer = setTimeout(retry, Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** tries))
    return () => clearTimeout(timer)
  }, [tries])
  return null
}

/** Tries again as soon as the event stream is back. */
function useRetryOnceBack(onRetry: () => void) {
  const retry = useEffectEvent(onRetry)
  useEffect(
    () =>
      lineStore.subscribe(({ line }, before) => {
        if (line === 'open' && before.line !== 'open') retry()
      }),
    [],
  )
}

function PartText({ failure }: { failure: PartFailure }) {
  const t = useTranslations('errors.part')
  const shell = useTranslations('shell')
  return (
    <p>
      {t(failure)}{' '}
      {failure === 'signed_out' && (
        <a href="/login" target="_blank" rel="noreferrer" className="underline underline-offset-2">
          {shell('sign_in')}
        </a>
      )}
    </p>
  )
}

function PartButtons({ failure, isTrying, onRetry }: NoticeProps) {
  const t = useTranslations('errors.part')
  const common = useTranslations('common')
  return (
    <>
      <Button busy={isTrying} onClick={onRetry} data-autofocus={failure === 'outdated' ? undefined : ''}>
        {common('retry')}
      </Button>
      {failure === 'outdated' && (
        <Button look="primary" onClick={() => location.reload()} data-autofocus>
          {t('reload')}
        </Button>
      )}
    </>
  )
}
