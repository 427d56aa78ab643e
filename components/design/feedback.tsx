'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Popover } from '@/components/ui/popover'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { ApiError } from '@/lib/protocol/error'
import { Name, Specimen, State } from './specimen'

const SAID = 'No such object.'
const statuses = [0, 400, 401, 404, 429, 500] as const

/** States of feedback: nothing yet, on its way, failed, done. */
export function Feedback() {
  const t = useTranslations('threads.empty')
  const common = useTranslations('common')
  const nothing = () => undefined
  return (
    <>
      <Specimen name="EmptyState">
        <EmptyState title={t('title')} text={t('text')} action={<Button>{common('retry')}</Button>} curl="curl …/v1" />
      </Specimen>
      <Specimen name="Skeleton">
        <div className="w-full max-w-prose">
          <Skeleton rows={3} />
        </div>
        <LoadMore hasMore busy={false} onMore={nothing} />
        <LoadMore hasMore busy onMore={nothing} />
      </Specimen>
      <Specimen name="ErrorState">
        {statuses.map((status) => (
          <State key={status} state={`status=${status}`}>
            <ErrorState error={new ApiError(status, SAID)} onRetry={nothing} compact />
          </State>
        ))}
        <State state="client">
          <ErrorState error={new Error(SAID)} compact />
        </State>
      </Specimen>
      <Overlays />
    </>
  )
}

function Overlays() {
  const t = useTranslations('status.explain')
  const common = useTranslations('common')
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'busy' | null>(null)
  const close = () => setOpen(null)
  return (
    <Specimen name="Dialog">
      <Button onClick={() => setOpen('dialog')}>
        <Name of="Dialog" />
      </Button>
      <Button onClick={() => setOpen('confirm')}>
        <Name of="ConfirmDialog" />
      </Button>
      <Button onClick={() => setOpen('busy')}>
        <Name of="ConfirmDialog busy" />
      </Button>
      <Button onClick={() => toast(t('completed'))}>
        <Name of="toast" />
      </Button>
      <Button onClick={() => toast(t('failed'), 'error')}>
        <Name of="toast error" />
      </Button>
      <Button onClick={() => toast(t('completed'), 'plain', { href: '/', label: common('edit') })}>
        <Name of="toast link" />
      </Button>
      <Popover label={common('rename')} trigger=<Name of="Popover" /> className="px-2 hover:bg-sunken">
        <p className="text-prose">{t('cancelling')}</p>
      </Popover>
      <Dialog open={open === 'dialog'} onClose={close} title={common('rename')}>
        <p className="text-prose">{t('cancelling')}</p>
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm' || open === 'busy'}
        title={common('rename')}
        action={common('delete')}
        busy={open === 'busy'}
        onConfirm={close}
        onClose={close}
      >
        {t('cancelling')}
      </ConfirmDialog>
    </Specimen>
  )
}
