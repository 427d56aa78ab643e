'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, type FormEvent } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { saveStoreMutation } from '@/lib/client/vector-store-mutations'
import { textLimits } from '@/lib/protocol/limits'
import type { VectorStore } from '@/lib/protocol/vector-store'

/** The wire takes up to a year. */
const MAX_DAYS = 365

interface StoreDialogProps {
  /** Left out for a new one. */
  readonly store?: VectorStore | undefined
  readonly onSaved?: (store: VectorStore) => void
  readonly onClose: () => void
}

/** How a store is called and when it expires: of a new one, or of one that is there. */
export function StoreDialog({ store, onSaved, onClose }: StoreDialogProps) {
  const t = useTranslations('stores.dialog')
  const common = useTranslations('common')
  const save = useMutation(saveStoreMutation(useApi(), useQueryClient()))
  const formId = useId()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const days = Number(fields.get('days'))
    const before = store?.expires_after?.days ?? 0
    const expiry = days === before ? {} : { expires_after: days ? ({ anchor: 'last_active_at', days } as const) : null }
    save.mutate(
      { id: store?.id, body: { name: String(fields.get('name')).trim(), ...(store?.status !== 'expired' && expiry) } },
      { onSuccess: (saved) => (onClose(), onSaved?.(saved)) },
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t(store ? 'edit' : 'new')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.isPending}>
            {store ? common('save') : t('create')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Fields store={store} />
        {save.error && <ErrorState compact error={save.error} />}
      </form>
    </Dialog>
  )
}

function Fields({ store }: Pick<StoreDialogProps, 'store'>) {
  const t = useTranslations('stores.dialog')
  const isExpired = store?.status === 'expired'
  return (
    <>
      <Field label={t('name')} hint={t('name_hint')}>
        {(control) => (
          <Input
            {...control}
            name="name"
            data-autofocus
            autoComplete="off"
            maxLength={textLimits.name}
            defaultValue={store?.name ?? ''}
          />
        )}
      </Field>
      <Field label={t('days')} hint={t(isExpired ? 'days_expired' : 'days_hint')}>
        {(control) => (
          <Input
            {...control}
            name="days"
            type="number"
            min={1}
            max={MAX_DAYS}
            disabled={isExpired}
            placeholder={t('never')}
            defaultValue={store?.expires_after?.days ?? ''}
            className="max-w-32"
          />
        )}
      </Field>
    </>
  )
}
