'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Input } from '@/components/ui/input'
import { hasPrice, priceProblemsOf, USUAL_CURRENCY, type PriceDraft } from './price-draft'

export interface PriceFieldsProps {
  /** The number of the model's row. */
  readonly number: number
  readonly price: PriceDraft
  /** Whether somebody has tried to send it: what is half typed is not wrong yet. */
  readonly checks: 'now' | 'later'
  readonly onPrice: (price: PriceDraft) => void
}

const names = ['input', 'output', 'cached_input', 'currency'] as const satisfies (keyof PriceDraft)[]

/** What a million tokens of a model cost: folded, for most people need none of it. */
export function PriceFields({ number, price, checks, onPrice }: PriceFieldsProps) {
  const t = useTranslations('models.form.price')
  const id = useId()
  const problems = checks === 'now' ? priceProblemsOf(price) : {}
  const isWrong = Object.keys(problems).length > 0
  // What somebody opens or closes stays so, whatever is typed.
  const [wasPriced] = useState(() => hasPrice(price))
  return (
    <details className="w-full pb-1 text-row" open={wasPriced || isWrong || undefined}>
      <summary
        aria-label={t('title_of', { number })}
        className="touch w-fit rounded-chip text-meta text-muted hover:text-ink"
      >
        {t('title')}
      </summary>
      <div className="mt-1 mb-1 grid grid-cols-2 gap-2 wide:grid-cols-4">
        {names.map((name) => (
          <div key={name} data-status={problems[name] && 'failed'} className="flex min-w-0 flex-col gap-0.5">
            <label htmlFor={`${id}${name}`} className="text-meta text-muted">
              {t(name)}
            </label>
            <Input
              id={`${id}${name}`}
              dir="ltr"
              className="font-mono"
              inputMode={name === 'currency' ? 'text' : 'decimal'}
              autoComplete="off"
              spellCheck={false}
              maxLength={24}
              aria-invalid={problems[name] ? true : undefined}
              aria-describedby={problems[name] && `${id}${name}-problem`}
              placeholder={name === 'currency' ? USUAL_CURRENCY : undefined}
              value={price[name]}
              onChange={(event) => onPrice({ ...price, [name]: event.target.value })}
            />
            {problems[name] && (
              <p id={`${id}${name}-problem`} className="text-meta font-medium text-tone">
                {t(`problem.${problems[name]}`)}
              </p>
            )}
          </div>
        ))}
      </div>
      <p className="text-meta text-muted">{t('hint')}</p>
    </details>
  )
}
