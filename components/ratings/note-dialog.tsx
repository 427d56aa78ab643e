'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
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
  const rate = useMutation({ ...rateMutation(useApi(), useQueryClient(), run), meta: { inline: true } })
  const [given, setGiven] = useState<Given>({ value: rating.value, note: rating.note })
  return (
    <FormDialog
      title={t('title')}
      action={common('save')}
      busy={rate.isPending}
      error={rate.error}
      onSubmit={() => rate.mutate(given, { onSuccess: onClose })}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
