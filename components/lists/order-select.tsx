'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import type { ListOrder } from './list-order'

interface OrderSelectProps {
  readonly order: ListOrder
  readonly onOrder: (order: ListOrder) => void
  /** By what the list can be ordered. */
  readonly sorts: readonly ('activity' | 'created' | 'duration' | 'name' | 'size' | 'tokens')[]
}

const orders = ['desc', 'asc'] as const

/** In which order a list stands, in words. */
export function OrderSelect({ order, onOrder, sorts }: OrderSelectProps) {
  const t = useTranslations('lists.order')
  const choices = sorts.flatMap((sort) => orders.map((each) => ({ sort, order: each })))
  return (
    <Select
      aria-label={t('label')}
      value={`${order.sort}.${order.order}`}
      onChange={({ target }) => {
        const chosen = choices[target.selectedIndex]
        if (chosen) onOrder(chosen)
      }}
    >
      {choices.map(({ sort, order: each }) => (
        <option key={`${sort}.${each}`} value={`${sort}.${each}`}>
          {t(`${sort}_${each}`)}
        </option>
      ))}
    </Select>
  )
}
