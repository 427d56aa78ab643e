'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
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

  function submit(fields: FormData) {
    const days = Number(fields.get('days'))
    const before = store?.expires_after?.days ?? 0
    const expiry = days === before ? {} : { expires_after: days ? ({ anchor: 'last_active_at', days } as const) : null }
    save.mutate(
      { id: store?.id, body: { name: String(fields.get('name')).trim(), ...(store?.status !== 'expired' && expiry) } },
      { onSuccess: (saved) => (onClose(), onSaved?.(saved)) },
    )
  }

  return (
    <FormDialog
      title={t(store ? 'edit' : 'new')}
      action={store ? common('save') : t('create')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Fields store={store} />
    </FormDialog>
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
