import { useTranslations } from 'next-intl'
import type { Rating } from '@/lib/protocol/rating'
import { ThumbsDown, ThumbsUp } from './icons'

/** A rating as a thumb, with its note on hover. Props: rating. */
export function RatingMark({ rating }: { rating: Pick<Rating, 'value' | 'note'> }) {
  const t = useTranslations('lists.rating')
  const Thumb = rating.value === 'up' ? ThumbsUp : ThumbsDown
  const told = rating.note ? t('with_note', { rating: t(rating.value), note: rating.note }) : t(rating.value)
  return (
    <span role="img" aria-label={told} title={told} className="inline-flex shrink-0 text-muted">
      <Thumb size={14} aria-hidden />
    </span>
  )
}
