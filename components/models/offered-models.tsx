'use client'

import { useTranslations } from 'next-intl'
import { Chip } from '@/components/ui/chip'
import { plainMoney } from '@/lib/i18n/plain-money'
import type { ModelEndpoint, ModelPrice } from '@/lib/protocol/model-settings'

interface OfferedModelsProps {
  readonly endpoint: ModelEndpoint
  readonly defaultModel: string
}

/** The models of an endpoint: what they are called here and there, and what they cost. */
export function OfferedModels({ endpoint: { name, models }, defaultModel }: OfferedModelsProps) {
  const t = useTranslations('models')
  if (models.length === 0) return null
  return (
    <ul aria-label={t('models_of', { name })} className="flex flex-col gap-0.5 text-row">
      {models.map((model) => (
        <li key={model.name} className="flex flex-wrap items-center gap-x-2">
          <span className="font-mono wrap-anywhere">{model.name}</span>
          {model.upstream_name !== model.name && (
            <span className="text-meta text-muted wrap-anywhere">{t('called', { name: model.upstream_name })}</span>
          )}
          {model.price && <PriceText price={model.price} />}
          {model.name === defaultModel && <Chip>{t('default')}</Chip>}
        </li>
      ))}
    </ul>
  )
}

function PriceText({ price: { currency, input, output, cached_input } }: { readonly price: ModelPrice }) {
  const t = useTranslations('models')
  const money = (amount: string) => plainMoney({ currency, amount })
  return (
    <span className="text-meta text-muted tabular-nums">
      {t('price', { input: money(input), output: money(output) })}
      {cached_input !== undefined && t('price_cached', { cached: money(cached_input) })}
    </span>
  )
}
