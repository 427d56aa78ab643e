'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'

interface RatingSelectProps {
  readonly value: string
  readonly onChange: (rating: string) => void
}

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
      <option value="any">{t('any')}</option>
      <option value="up">{t('up')}</option>
      <option value="down">{t('down')}</option>
    </Select>
  )
}
