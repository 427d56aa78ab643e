'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Rating } from '@/lib/protocol/rating'
import { NOTE_LENGTH } from '@/lib/run/list-limits'

type Given = Pick<Rating, 'value' | 'note'>

interface NoteDialogProps {
  readonly rating: Given
  readonly isBusy: boolean
  readonly onSave: (rating: Given) => void
  readonly onClose: () => void
}

/** A thumb and what is to be said of it. */
export function NoteDialog({ rating, isBusy, onSave, onClose }: NoteDialogProps) {
  const t = useTranslations('lists.rating')
  const common = useTranslations('common')
  const [given, setGiven] = useState<Given>({ value: rating.value, note: rating.note })
  return (
    <FormDialog
      title={t('title')}
      action={common('save')}
      busy={isBusy}
      onSubmit={() => onSave(given)}
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
