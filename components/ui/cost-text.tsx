'use client'

import { useTranslations } from 'next-intl'
import { plainMoney } from '@/lib/i18n/plain-money'
import type { Cost } from '@/lib/protocol/playground'

/** What something cost; with ≥ where that is not all of it. Props: cost, className. */
export function CostText({ cost, className = '' }: { cost: Cost; className?: string }) {
  const t = useTranslations('common.cost')
  const amounts = cost.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ')
  return (
    <span
      className={`font-mono text-meta whitespace-nowrap tabular-nums ${className}`}
      title={t(cost.is_complete ? 'exact' : 'at_least', { amounts })}
    >
      {!cost.is_complete && '≥ '}
      {cost.amounts.map(plainMoney).join(' + ')}
    </span>
  )
}
