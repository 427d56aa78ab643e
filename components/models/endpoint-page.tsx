'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { modelsPath } from '@/components/routing/paths'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { NotPermitted } from '@/components/ui/not-permitted'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { modelSettingsQuery } from '@/lib/client/model-settings'
import { ApiError } from '@/lib/protocol/error'
import { EndpointForm } from './endpoint-form'

export function NewEndpointPage() {
  const t = useTranslations('models')
  return (
    <Page title={t('new_title')}>
      <Breadcrumbs trail={[{ href: modelsPath, label: t('title') }]} />
      <Permitted to="manage_all" otherwise={<NotPermitted />}>
        <EndpointForm />
      </Permitted>
    </Page>
  )
}

export function EditEndpointPage({ id }: { readonly id: string }) {
  const t = useTranslations('models')
  const query = useQuery(modelSettingsQuery())
  const endpoint = query.data?.data.find((each) => each.id === id)
  return (
    <Page title={endpoint?.name ?? t('edit')}>
      <Breadcrumbs trail={[{ href: modelsPath, label: t('title') }]} />
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !endpoint && <ErrorState error={new ApiError(404, `No model endpoint has the id '${id}'.`)} />}
      {endpoint?.origin === 'environment' && <p className="max-w-prose text-muted">{t('read_only')}</p>}
      {endpoint?.origin === 'page' && (
        <Permitted to="manage_all" otherwise={<NotPermitted />}>
          <EndpointForm key={id} stored={endpoint} />
        </Permitted>
      )}
    </Page>
  )
}
