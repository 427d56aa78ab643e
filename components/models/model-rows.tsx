'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, Trash2 } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { emptyRow, type EndpointDraft } from './endpoint-draft'
import { PriceFields, type PriceFieldsProps } from './price-fields'

type Rows = EndpointDraft['models']

interface ModelRowsProps {
  readonly models: Rows
  readonly error: ReactNode
  readonly checks: PriceFieldsProps['checks']
  readonly onModels: (models: Rows) => void
}

/** The models that are offered: what assistants call them, and what the endpoint does. */
export function ModelRows({ models, error, checks, onModels }: ModelRowsProps) {
  const t = useTranslations('models.form')
  const set = (index: number, row: Partial<Rows[number]>) =>
    onModels(models.map((each, at) => (at === index ? { ...each, ...row } : each)))
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" data-status={error ? 'failed' : undefined}>
      <legend className="mb-1 text-row font-medium">{t('models')}</legend>
      <p className="text-meta text-muted">{t('models_hint')}</p>
      {models.map(({ name, there, price }, index) => (
        <div key={index} className="flex min-w-0 flex-wrap items-center gap-2">
          <Input
            dir="ltr"
            className="min-w-0 flex-1 font-mono"
            aria-label={t('model_name', { number: index + 1 })}
            autoComplete="off"
            spellCheck={false}
            maxLength={256}
            value={name}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <span aria-hidden className="text-muted">
            →
          </span>
          <Input
            dir="ltr"
            className="min-w-0 flex-1 font-mono"
            aria-label={t('upstream_name', { number: index + 1 })}
            placeholder={t('upstream_placeholder')}
            autoComplete="off"
            spellCheck={false}
            maxLength={256}
            value={there}
            onChange={(event) => set(index, { there: event.target.value })}
          />
          <IconButton
            label={t('remove_model', { number: index + 1 })}
            icon={<Trash2 size={14} aria-hidden />}
            onClick={() => onModels(models.filter((_, at) => at !== index))}
          />
          <PriceFields {...{ price, checks }} number={index + 1} onPrice={(next) => set(index, { price: next })} />
        </div>
      ))}
      {error && (
        <p role="alert" className="text-row font-medium text-tone">
          {error}
        </p>
      )}
      <div>
        <Button onClick={() => onModels([...models, emptyRow])}>
          <Plus size={14} aria-hidden />
          {t('add_model')}
        </Button>
      </div>
    </fieldset>
  )
}
