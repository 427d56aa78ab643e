'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
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
  const common = useTranslations('common')
  const formId = useId()
  const [draft, setDraft] = useState<KeyDraft>(() => newKeyDraft(session))
  const create = useMutation(createKeyMutation(useQueryClient()))
  const isFilled = draft.name.trim() !== '' && draft.scopes.length > 0

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isFilled || create.isPending) return
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
    <Dialog
      open
      title={t('add')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending} disabled={!isFilled}>
            {t('make')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <KeyFields draft={draft} session={session} onChange={(part) => setDraft({ ...draft, ...part })} />
        {create.error && <ErrorState compact error={create.error} />}
      </form>
    </Dialog>
  )
}
