'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
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
  const form = useId()
  const [given, setGiven] = useState<Given>({ value: rating.value, note: rating.note })
  function submit(event: FormEvent) {
    event.preventDefault()
    onSave(given)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={isBusy}>
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
    </Dialog>
  )
}
