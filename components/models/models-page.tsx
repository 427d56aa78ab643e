'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { modelEndpointPath, newModelEndpointPath } from '@/components/routing/paths'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Plus } from '@/components/ui/icons'
import { Permitted, useMay } from '@/components/ui/permissions'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { defaultModelMutation, modelSettingsQuery, testEndpointMutation } from '@/lib/client/model-settings'
import type { ModelEndpoint, ModelSettings } from '@/lib/protocol/model-settings'
import { DeleteEndpointDialog } from './delete-endpoint-dialog'
import { EmbeddingPart } from './embedding-part'
import { EndpointTestResult } from './endpoint-test-result'
import { OfferedModels } from './offered-models'

/** Every model endpoint of the server with its models, and which of them new assistants start with. */
export function ModelsPage() {
  const t = useTranslations('models')
  const query = useQuery(modelSettingsQuery())
  const may = useMay()
  const [doomed, setDoomed] = useState<ModelEndpoint>()
  const add = (
    <Permitted to="manage_all">
      <Link prefetch={false} href={newModelEndpointPath} className={buttonClass('primary')}>
        <Plus size={14} aria-hidden />
        {t('add')}
      </Link>
    </Permitted>
  )
  return (
    <Page title={t('title')} actions={query.data?.data.length === 0 ? undefined : add}>
      <p className="max-w-prose text-muted">{t('intro')}</p>
      {!may('manage_all') && <p className="max-w-prose text-row">{t('may_not')}</p>}
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} action={add} />}
      {query.data && query.data.data.length > 0 && (
        <>
          <DefaultModelField settings={query.data} />
          <ul className="flex flex-col gap-3">
            {query.data.data.map((endpoint) => (
              <EndpointCard
                key={endpoint.id}
                endpoint={endpoint}
                defaultModel={query.data.default_model.model}
                onDelete={() => setDoomed(endpoint)}
              />
            ))}
          </ul>
        </>
      )}
      {query.data && (query.data.data.length > 0 || query.data.embeddings.environment) && (
        <EmbeddingPart settings={query.data} />
      )}
      {doomed && (
        <DeleteEndpointDialog
          endpoint={doomed}
          isEmbedding={query.data?.embeddings.chosen?.endpoint_id === doomed.id}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </Page>
  )
}

const SCRIPTED = 'scripted'

function DefaultModelField({ settings }: { readonly settings: ModelSettings }) {
  const t = useTranslations('models.default_model')
  const router = useRouter()
  const may = useMay()
  const { mutate, isPending, isError, error } = useMutation(defaultModelMutation(useQueryClient()))
  const { model, is_chosen } = settings.default_model
  const names = settings.data.flatMap(({ models }) => models.map(({ name }) => name))
  const choose = (name: string) => mutate(name || null, { onSuccess: () => router.refresh() })
  return (
    <div className="max-w-prose">
      <Field label={t('label')} hint={t('hint')}>
        {(control) => (
          <Select
            {...control}
            disabled={isPending || !may('manage_all')}
            value={is_chosen ? model : ''}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{t('first')}</option>
            {[...new Set([...names, SCRIPTED, model])].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isError && <ErrorState compact error={error} />}
    </div>
  )
}

interface EndpointCardProps {
  readonly endpoint: ModelEndpoint
  readonly defaultModel: string
  readonly onDelete: () => void
}

function EndpointCard({ endpoint, defaultModel, onDelete }: EndpointCardProps) {
  const t = useTranslations('models')
  const { id, name, api, origin, base_url, has_key, is_locked, models, any_other } = endpoint
  const test = useMutation(testEndpointMutation(useQueryClient()))
  const may = useMay()
  const none = origin === 'environment' ? t('no_names') : t('no_models')
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-section wrap-anywhere" dir="auto">
          {name}
        </h2>
        {api === 'responses' && <Chip>{t('api.responses')}</Chip>}
        {endpoint.code_interpreter === 'theirs' && <Chip>{t('endpoint_code')}</Chip>}
        {origin === 'environment' && <Chip>{t('from_environment')}</Chip>}
      </div>
      <p className="text-row text-muted wrap-anywhere">
        {base_url}
        {has_key && ` · ${t('has_key')}`}
      </p>
      {is_locked && (
        <p data-status="failed" className="text-row font-medium text-tone">
          {t('locked')}
        </p>
      )}
      {models.length === 0 && any_other === null && <p className="text-row text-muted">{none}</p>}
      <OfferedModels
        endpoint={endpoint}
        defaultModel={defaultModel}
        onTest={!may('manage_all') || is_locked || test.isPending ? undefined : (model) => test.mutate({ id, model })}
      />
      {any_other !== null && <p className="text-row text-muted">{t('any_other', { model: any_other })}</p>}
      <div className="flex flex-wrap gap-2">
        <Button needs="manage_all" busy={test.isPending} disabled={is_locked} onClick={() => test.mutate({ id })}>
          {t('test')}
        </Button>
        {origin === 'page' && may('manage_all') && (
          <>
            <Link prefetch={false} href={modelEndpointPath(id)} className={buttonClass()}>
              {t('edit')}
            </Link>
            <Button look="danger" onClick={onDelete}>
              {t('delete')}
            </Button>
          </>
        )}
      </div>
      <div role="status" className="empty:-mt-2">
        {test.isPending && <p className="text-row text-muted">{t('testing')}</p>}
        {test.data && !test.isPending && <EndpointTestResult test={test.data} />}
      </div>
      {test.isError && <ErrorState compact error={test.error} onRetry={() => test.mutate({ id })} />}
    </li>
  )
}
