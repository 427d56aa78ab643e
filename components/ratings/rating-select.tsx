'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import type { RatingFilter } from '@/lib/protocol/rating'

interface RatingSelectProps {
  readonly value: string
  readonly onChange: (rating: string) => void
}

const ratings = ['any', 'up', 'down'] as const satisfies readonly RatingFilter[]

/** Filters by rating. */
export function RatingSelect({ value, onChange }: RatingSelectProps) {
  const t = useTranslations('lists.rating')
  return (
    <Select
      aria-label={t('title')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="max-w-40"
    >
      <option value="">{t('all')}</option>
      {ratings.map((rating) => (
        <option key={rating} value={rating}>
          {t(rating)}
        </option>
      ))}
    </Select>
  )
}
