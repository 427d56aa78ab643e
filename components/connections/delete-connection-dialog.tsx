'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { removeConnectionMutation } from '@/lib/client/connection-settings'
import type { ConnectionSettings } from '@/lib/protocol/connection'

interface DeleteConnectionDialogProps {
  readonly connection: ConnectionSettings
  readonly onClose: () => void
}

/** Says what is lost here, and that nothing is deleted there. */
export function DeleteConnectionDialog({ connection, onClose }: DeleteConnectionDialogProps) {
  const t = useTranslations('connections.delete_dialog')
  const router = useRouter()
  const { mutate, isPending, error } = useMutation(removeConnectionMutation(useQueryClient()))
  const { id, name, url, recorded, is_default } = connection
  const host = url === null ? '' : new URL(url).host
  function remove() {
    mutate(id, {
      onSuccess: () => {
        onClose()
        router.refresh()
      },
    })
  }
  return (
    <ConfirmDialog
      open
      title={t('title', { name: name ?? id })}
      action={t('action')}
      busy={isPending}
      error={error}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('here', recorded)}</p>
      <p>{t('there', { host })}</p>
      {is_default && <p>{t('default')}</p>}
    </ConfirmDialog>
  )
}
