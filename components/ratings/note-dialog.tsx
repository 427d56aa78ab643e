'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { rateMutation } from '@/lib/client/rating-mutation'
import type { Rating } from '@/lib/protocol/rating'
import { NOTE_LENGTH } from '@/lib/run/list-limits'

type Given = Pick<Rating, 'value' | 'note'>

interface NoteDialogProps {
  readonly run: string
  readonly rating: Given
  readonly onClose: () => void
}

/** A thumb and what is to be said of it. */
export function NoteDialog({ run, rating, onClose }: NoteDialogProps) {
  const t = useTranslations('lists.rating')
  const common = useTranslations('common')
  const form = useId()
  const rate = useMutation({ ...rateMutation(useApi(), useQueryClient(), run), meta: { inline: true } })
  const [given, setGiven] = useState<Given>({ value: rating.value, note: rating.note })
  function submit(event: FormEvent) {
    event.preventDefault()
    rate.mutate(given, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={rate.isPending}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('title')}>
          {(control) => (
            <Select
              {...control}
              value={given.value}
              onChange={({ target }) => setGiven({ ...given, value: target.value === 'down' ? 'down' : 'up' })}
            >
              {(['up', 'down'] as const).map((value) => (
                <option key={value} value={value}>
                  {t(value)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('note')}>
          {(control) => (
            <Textarea
              {...control}
              data-autofocus
              rows={4}
              maxLength={NOTE_LENGTH}
              value={given.note}
              onChange={({ target }) => setGiven({ ...given, note: target.value })}
            />
          )}
        </Field>
      </form>
      {rate.isError && <ErrorState compact error={rate.error} />}
    </Dialog>
  )
}
