'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormDialog } from '@/components/ui/form-dialog'
import { createKeyMutation } from '@/lib/client/people'
import type { Session } from '@/lib/protocol/people'
import { CreatedKeyView } from './created-key'
import { type KeyDraft, KeyFields, newKeyDraft } from './key-fields'

interface KeyDialogProps {
  readonly session: Session
  readonly onClose: () => void
}

const DAY_S = 86_400

/** Makes a key and shows it, the one time that it is shown. */
export function KeyDialog({ session, onClose }: KeyDialogProps) {
  const t = useTranslations('people.keys')
  const [draft, setDraft] = useState<KeyDraft>(() => newKeyDraft(session))
  const create = useMutation(createKeyMutation(useQueryClient()))
  const isFilled = draft.name.trim() !== '' && draft.scopes.length > 0

  function submit() {
    const { days, ...body } = draft
    const expires_at = days === null ? null : Math.floor(Date.now() / 1_000) + days * DAY_S
    create.mutate({ ...body, expires_at })
  }

  if (create.data) {
    return (
      <Dialog
        open
        title={t('created.title')}
        onClose={onClose}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('created.close')}
          </Button>
        }
      >
        <CreatedKeyView created={create.data} />
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={t('add')}
      action={t('make')}
      busy={create.isPending}
      incomplete={!isFilled}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <KeyFields draft={draft} session={session} onChange={(part) => setDraft({ ...draft, ...part })} />
    </FormDialog>
  )
}
