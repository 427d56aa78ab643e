'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { TestSteps } from '@/components/connections/test-steps'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMay } from '@/components/ui/permissions'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast-store'
import { embeddingModelMutation, testEmbeddingMutation } from '@/lib/client/model-settings'
import type { EmbeddingModel, EmbeddingTest, ModelSettings } from '@/lib/protocol/model-settings'

/** Which model makes the embeddings of vector stores. */
export function EmbeddingPart({ settings }: { readonly settings: ModelSettings }) {
  const t = useTranslations('models.embeddings')
  const title = useId()
  const { chosen, environment } = settings.embeddings
  return (
    <section
      aria-labelledby={title}
      className="flex max-w-prose flex-col gap-3 rounded-panel border border-line bg-surface p-3"
    >
      <h2 id={title} className="text-section">
        {t('title')}
      </h2>
      <p className="text-row text-muted">{t('intro')}</p>
      {environment && (
        <p className="flex flex-wrap items-center gap-x-2 text-row">
          <span className="font-mono wrap-anywhere">{environment.model}</span>
          <span className="text-muted wrap-anywhere">{environment.base_url}</span>
          <Chip>{t('from_environment')}</Chip>
        </p>
      )}
      <EmbeddingForm key={JSON.stringify(chosen)} settings={settings} />
    </section>
  )
}

interface Typed {
  /** Empty: what the environment defines, or nothing. */
  readonly endpoint: string
  readonly model: string
}

function EmbeddingForm({ settings }: { readonly settings: ModelSettings }) {
  const t = useTranslations('models.embeddings')
  const { chosen, environment } = settings.embeddings
  const [typed, setTyped] = useState<Typed>({ endpoint: chosen?.endpoint_id ?? '', model: chosen?.model ?? '' })
  const save = useMutation(embeddingModelMutation(useQueryClient()))
  const test = useMutation(testEmbeddingMutation())
  const may = useMay()
  const model = typed.model.trim()
  const next: EmbeddingModel | null = typed.endpoint === '' ? null : { endpoint_id: typed.endpoint, model }
  const isSame = next?.endpoint_id === chosen?.endpoint_id && next?.model === chosen?.model
  const isWhole = next === null || model !== ''
  function change(changes: Partial<Typed>) {
    setTyped({ ...typed, ...changes })
    save.reset()
    test.reset()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isWhole && !isSame) save.mutate(next, { onSuccess: () => toast(t(next ? 'saved' : 'saved_none')) })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <EmbeddingFields
        settings={settings}
        typed={typed}
        disabled={save.isPending || !may('manage_all')}
        onChange={change}
      />
      {!isSame && <p className="text-meta text-muted">{t(next ? 'what_changes' : 'what_stays')}</p>}
      <div className="flex flex-wrap gap-2">
        <Button needs="manage_all" type="submit" look="primary" busy={save.isPending} disabled={isSame || !isWhole}>
          {t('save')}
        </Button>
        <Button
          needs="manage_all"
          busy={test.isPending}
          disabled={next ? !isWhole : !environment}
          onClick={() => test.mutate(next)}
        >
          {t('test')}
        </Button>
      </div>
      <div role="status">{test.data && !test.isPending && <Result test={test.data} />}</div>
      {test.isError && <ErrorState compact error={test.error} onRetry={() => test.mutate(next)} />}
      {save.isError && <ErrorState compact error={save.error} />}
    </form>
  )
}

interface EmbeddingFieldsProps {
  readonly settings: ModelSettings
  readonly typed: Typed
  readonly disabled: boolean
  readonly onChange: (changes: Partial<Typed>) => void
}

function EmbeddingFields({ settings, typed, disabled, onChange }: EmbeddingFieldsProps) {
  const t = useTranslations('models.embeddings')
  return (
    <>
      <Field label={t('endpoint')}>
        {(control) => (
          <Select
            {...control}
            value={typed.endpoint}
            onChange={({ target }) => onChange({ endpoint: target.value })}
            disabled={disabled}
          >
            <option value="">{t(settings.embeddings.environment ? 'environment' : 'none')}</option>
            {settings.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {typed.endpoint !== '' && (
        <Field label={t('model')} hint={t('model_hint')}>
          {(control) => (
            <Input
              {...control}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              placeholder={t('model_example')}
              maxLength={MAX_MODEL_NAME}
              disabled={disabled}
              value={typed.model}
              onChange={({ target }) => onChange({ model: target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

const MAX_MODEL_NAME = 256

function Result({ test: { passed, ms, dimensions, steps } }: { readonly test: EmbeddingTest }) {
  const t = useTranslations('models.embeddings')
  return (
    <div className="flex flex-col gap-1" data-status={passed ? 'completed' : 'failed'}>
      <p className="text-row font-medium text-tone">
        {passed ? t('passed', { dimensions: dimensions ?? 0, ms }) : t('failed')}
      </p>
      {!passed && <TestSteps steps={steps} nameOf={() => t('step')} />}
    </div>
  )
}
