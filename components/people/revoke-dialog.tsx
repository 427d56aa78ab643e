'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { revokeKeyMutation } from '@/lib/client/people'
import type { ApiKey } from '@/lib/protocol/people'

interface RevokeDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
}

/** Says that what uses the key stops at once. */
export function RevokeDialog({ apiKey: { id, name }, onClose }: RevokeDialogProps) {
  const t = useTranslations('people.keys.revoke_dialog')
  const { mutate, isPending, error } = useMutation(revokeKeyMutation(useQueryClient()))
  const revoke = () => mutate(id, { onSuccess: onClose })
  return (
    <ConfirmDialog
      open
      title={t('title', { name })}
      action={t('action')}
      busy={isPending}
      error={error}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t('text')}</p>
    </ConfirmDialog>
  )
}
