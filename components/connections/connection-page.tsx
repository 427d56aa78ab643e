'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { connectionsPath } from '@/components/routing/paths'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { connectionSettingQuery } from '@/lib/client/connection-settings'
import { ConnectionForm } from './connection-form'
import { RecordingsSection } from './recordings-section'

export function NewConnectionPage() {
  const t = useTranslations('connections')
  return (
    <Page title={t('new_title')}>
      <Breadcrumbs trail={[{ href: connectionsPath, label: t('title') }]} />
      <ConnectionForm />
    </Page>
  )
}

export function EditConnectionPage({ id }: { readonly id: string }) {
  const t = useTranslations('connections')
  const query = useQuery(connectionSettingQuery(id))
  const nameOf = useConnectionName()
  const isReadOnly = query.data !== undefined && query.data.origin !== 'page'
  return (
    <Page title={query.data ? nameOf(query.data) : id}>
      <Breadcrumbs trail={[{ href: connectionsPath, label: t('title') }]} />
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {isReadOnly && (
        <p className="max-w-prose text-muted">{t(query.data?.origin === 'built-in' ? 'built_in' : 'read_only')}</p>
      )}
      {query.data && !isReadOnly && <ConnectionForm key={id} stored={query.data} />}
      {query.data && <RecordingsSection id={id} />}
    </Page>
  )
}
