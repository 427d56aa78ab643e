'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { connectionPath, newConnectionPath, overviewPath } from '@/components/routing/paths'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { Permitted, useMay } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { TimeText } from '@/components/ui/time-text'
import {
  connectionSettingsQuery,
  saveConnectionMutation,
  testConnectionMutation,
} from '@/lib/client/connection-settings'
import type { ConnectionSettings, ConnectionTest } from '@/lib/protocol/connection'
import { CapabilityTable } from './capability-table'
import { kindKeys } from './connection-words'
import { DeleteConnectionDialog } from './delete-connection-dialog'
import { TestProgress, TestResult } from './test-result'

/** Every connection of the server: where requests go, and what each can do. */
export function ConnectionsPage() {
  const t = useTranslations('connections')
  const query = useQuery(connectionSettingsQuery())
  const [doomed, setDoomed] = useState<ConnectionSettings>()
  return (
    <Page
      title={t('title')}
      actions={
        <Permitted to="manage">
          <Link prefetch={false} href={newConnectionPath} className={buttonClass('primary')}>
            <Plus size={14} aria-hidden />
            {t('add')}
          </Link>
        </Permitted>
      }
    >
      <p className="max-w-prose text-muted">{t('intro')}</p>
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <>
          <ul className="flex flex-col gap-3">
            {query.data.map((connection) => (
              <ConnectionCard key={connection.id} connection={connection} onDelete={() => setDoomed(connection)} />
            ))}
          </ul>
          <CapabilityTable connections={query.data} />
        </>
      )}
      {doomed && <DeleteConnectionDialog connection={doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  )
}

interface ConnectionCardProps {
  readonly connection: ConnectionSettings
  readonly onDelete: () => void
}

function ConnectionCard({ connection, onDelete }: ConnectionCardProps) {
  const t = useTranslations('connections')
  const name = useConnectionName()(connection)
  const { id, kind, origin, url, is_default, recorded } = connection
  const test = useMutation(testConnectionMutation(useQueryClient()))
  const { last_test } = connection
  const may = useMay()
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-section">
          <Link prefetch={false} href={overviewPath(id)} className="touch hover:underline wrap-anywhere" dir="auto">
            {name}
          </Link>
        </h2>
        {is_default && <Chip>{t('default')}</Chip>}
        {origin === 'environment' && <Chip>{t('from_environment')}</Chip>}
      </div>
      <p className="text-row text-muted wrap-anywhere">
        {t(kindKeys[kind])}
        {url && ` · ${url}`}
      </p>
      <p className="text-row text-muted">{t('recorded', recorded)}</p>
      <div className="flex flex-wrap gap-2">
        {origin !== 'built-in' && (
          <Button needs="manage" busy={test.isPending} onClick={() => test.mutate({ id })}>
            {t('test')}
          </Button>
        )}
        <Link prefetch={false} href={connectionPath(id)} className={buttonClass()}>
          {t(origin === 'page' && may('manage') ? 'edit' : 'recordings.title')}
        </Link>
        {!is_default && <MakeDefault id={id} />}
        {origin === 'page' && (
          <Button needs="manage" look="danger" onClick={onDelete}>
            {t('delete')}
          </Button>
        )}
      </div>
      <TestProgress test={test} />
      {!test.data && !test.isPending && origin !== 'built-in' && <LastTest test={last_test} />}
      {test.isError && <ErrorState compact error={test.error} onRetry={() => test.mutate({ id })} />}
    </li>
  )
}

/** How the last test ended; how far one that failed came. */
function LastTest({ test }: { readonly test: ConnectionTest | null }) {
  const t = useTranslations('connections.last_test')
  if (!test) return <p className="text-row text-muted">{t('none')}</p>
  return (
    <div className="flex flex-col gap-1">
      <p className="text-row text-muted">
        {t.rich(test.passed ? 'passed' : 'failed', { time: () => <TimeText ms={test.tested_ms} /> })}
      </p>
      {!test.passed && <TestResult test={test} />}
    </div>
  )
}

/** `/v1` and the start page are then this connection's. */
function MakeDefault({ id }: { readonly id: string }) {
  const t = useTranslations('connections')
  const router = useRouter()
  const { mutate, isPending, isError, error } = useMutation(saveConnectionMutation(useQueryClient()))
  const make = () => mutate({ id, changes: { is_default: true } }, { onSuccess: () => router.refresh() })
  return (
    <>
      <Button needs="manage" busy={isPending} onClick={make}>
        {t('make_default')}
      </Button>
      {isError && <ErrorState compact error={error} onRetry={make} />}
    </>
  )
}
