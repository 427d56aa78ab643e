'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useListed } from '@/components/names/use-listed'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { removeEndpointMutation } from '@/lib/client/model-settings'
import type { ModelEndpoint } from '@/lib/protocol/model-settings'

interface DeleteEndpointDialogProps {
  readonly endpoint: ModelEndpoint
  /** It makes the embeddings of vector stores. */
  readonly isEmbedding: boolean
  readonly onClose: () => void
}

/** Says which models are then offered no more. */
export function DeleteEndpointDialog({ endpoint, isEmbedding, onClose }: DeleteEndpointDialogProps) {
  const t = useTranslations('models.delete_dialog')
  const router = useRouter()
  const listed = useListed()
  const { mutate, isPending, error } = useMutation(removeEndpointMutation(useQueryClient()))
  const { id, name, models } = endpoint
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
      title={t('title', { name })}
      action={t('action')}
      busy={isPending}
      error={error}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('here')}</p>
      {models.length > 0 && <p>{t('models', { names: listed(models.map((model) => model.name)) })}</p>}
      {isEmbedding && <p>{t('embeddings')}</p>}
    </ConfirmDialog>
  )
}
