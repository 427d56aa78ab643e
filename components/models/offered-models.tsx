'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TimeText } from '@/components/ui/time-text'
import { plainMoney } from '@/lib/i18n/plain-money'
import type { ModelEndpoint, ModelPrice, TestedModel } from '@/lib/protocol/model-settings'

interface OfferedModelsProps {
  readonly endpoint: ModelEndpoint
  readonly defaultModel: string
  /** Of a model as the endpoint calls it; missing while none can be tested. */
  readonly onTest: ((model: string) => void) | undefined
}

/** The models of an endpoint: what they are called here and there, what they cost, and how their last test ended. */
export function OfferedModels({ endpoint: { name, models, last_tests }, defaultModel, onTest }: OfferedModelsProps) {
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
          <LastTest test={last_tests.find(({ upstream_name }) => upstream_name === model.upstream_name)} />
          {models.length > 1 && (
            <Button
              needs="manage_all"
              look="quiet"
              aria-label={t('test_of', { model: model.name })}
              disabled={!onTest}
              onClick={() => onTest?.(model.upstream_name)}
            >
              {t('test')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function LastTest({ test }: { readonly test: TestedModel | undefined }) {
  const t = useTranslations('models.last_test')
  if (!test) return <span className="text-meta text-muted">{t('none')}</span>
  return (
    <span data-status={test.passed ? 'completed' : 'failed'} className="text-meta text-tone">
      {t.rich(test.passed ? 'passed' : 'failed', { time: () => <TimeText ms={test.tested_ms} /> })}
    </span>
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
