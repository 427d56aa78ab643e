'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { PythonLine } from '@/components/python/python-line'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { connectionsPath } from '@/components/routing/paths'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { NotPermitted } from '@/components/ui/not-permitted'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { connectionSettingQuery } from '@/lib/client/connection-settings'
import { ConnectionForm } from './connection-form'
import { RecordingsSection } from './recordings-section'

export function NewConnectionPage() {
  const t = useTranslations('connections')
  return (
    <Page title={t('new_title')}>
      <Breadcrumbs trail={[{ href: connectionsPath, label: t('title') }]} />
      <Permitted to="manage" otherwise={<NotPermitted />}>
        <ConnectionForm />
      </Permitted>
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
      {query.data && !isReadOnly && (
        <Permitted to="manage" otherwise={<NotPermitted />}>
          <ConnectionForm key={id} stored={query.data} />
        </Permitted>
      )}
      {query.data?.kind === 'embedded' && <PythonSection id={id} />}
      {query.data && <RecordingsSection id={id} />}
    </Page>
  )
}

function PythonSection({ id }: { readonly id: string }) {
  const t = useTranslations('connections.python')
  const heading = useId()
  return (
    <section aria-labelledby={heading} className="flex max-w-prose flex-col gap-3 border-t border-line pt-5">
      <h2 id={heading} className="text-section">
        {t('title')}
      </h2>
      <p className="text-row text-muted">{t('about')}</p>
      <PythonLine connection={id} />
    </section>
  )
}
