'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useRef, useState } from 'react'
import { useActions } from '@/components/actions/use-actions'
import { useApi } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { useMay } from '@/components/ui/permissions'
import { offerUndo } from '@/components/ui/toast-store'
import { rateMutation } from '@/lib/client/rating-mutation'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Rating } from '@/lib/protocol/rating'
import { ThumbsDown, ThumbsUp } from './icons'
import { RatingMark } from './rating-mark'

const NoteDialog = lateDialog(() => import('./note-dialog').then((file) => file.NoteDialog))

interface RatingButtonsProps {
  readonly summary: Pick<RunSummary, 'id' | 'rating'>
  /** What is rated, where several stand side by side. */
  readonly name?: string
}

const thumbs = { up: ThumbsUp, down: ThumbsDown } as const

/** Two thumbs and a note. A thumb that is pressed again is taken away. Props: summary, name. */
export function RatingButtons({ summary, name }: RatingButtonsProps) {
  const t = useTranslations('lists.rating')
  const rate = useMutation(rateMutation(useApi(), useQueryClient(), summary.id))
  const [isOpen, setOpen] = useState(false)
  const group = useRef<HTMLSpanElement>(null)
  const isPermitted = useMay()('run')
  // What was pressed shows at once.
  const sent = rate.isPending ? rate.variables : undefined
  const rating = sent === undefined ? summary.rating : sent
  const of = (label: string) => (name === undefined ? label : t('of', { label, name }))
  function press(value: Rating['value']) {
    if (rating?.value !== value) return rate.mutate({ value, note: rating?.note ?? '' })
    rate.mutate(null)
    // A thumb is given again by a press; what was written would have to be written again.
    if (rating.note) {
      const { value: before, note } = rating
      const giveBack = () => {
        rate.mutate({ value: before, note })
        // What was pressed goes with its toast.
        group.current?.querySelector<HTMLElement>(`[data-thumb=${before}]`)?.focus()
      }
      offerUndo({ text: t('taken'), undo: { label: t('undo'), name: of(t('undo')), run: giveBack }, onGone() {} })
    }
  }
  useActions(`rate-${summary.id}`, [
    { label: of(t('give_up')), needs: 'run', onSelect: () => press('up') },
    { label: of(t('give_down')), needs: 'run', onSelect: () => press('down') },
    { label: of(t('note')), needs: 'run', onSelect: () => setOpen(true) },
  ])
  if (!isPermitted) return rating && <RatingMark rating={rating} />
  return (
    <span ref={group} role="group" aria-label={of(t('title'))} className="inline-flex items-center">
      {(['up', 'down'] as const).map((value) => {
        const Thumb = thumbs[value]
        const isOn = rating?.value === value
        return (
          <button
            key={value}
            type="button"
            data-thumb={value}
            aria-pressed={isOn}
            aria-label={of(t(`give_${value}`))}
            title={of(t(`give_${value}`))}
            onClick={() => press(value)}
            className={`touch inline-flex size-8 items-center justify-center rounded-field hover:bg-sunken ${
              isOn ? 'bg-sunken text-ink' : 'text-muted hover:text-ink'
            }`}
          >
            <Thumb size={16} aria-hidden className={isOn ? 'fill-current' : ''} />
          </button>
        )
      })}
      {rating && (
        <Button look="quiet" className="max-w-48 font-normal" title={rating.note} onClick={() => setOpen(true)}>
          <span className="truncate">{rating.note || t('add_note')}</span>
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <NoteDialog run={summary.id} rating={rating ?? { value: 'up', note: '' }} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  )
}
