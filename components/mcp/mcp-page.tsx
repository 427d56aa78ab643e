'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { useListed } from '@/components/names/use-listed'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { mcpServersQuery, responderSettingsQuery } from '@/lib/client/responder-sources'
import type { McpServer } from '@/lib/protocol/responder-sources'
import { ServerCard } from './server-card'

const DeleteServerDialog = lateDialog(() => import('./delete-server-dialog').then((file) => file.DeleteServerDialog))
const ServerDialog = lateDialog(() => import('./server-dialog').then((file) => file.ServerDialog))

/** MCP servers, whose tools answer functions, and the hosts that HTTP rules may ask. */
export function McpPage() {
  const t = useTranslations('mcp')
  const { data: servers, error, refetch } = useQuery(mcpServersQuery())
  const [edited, setEdited] = useState<McpServer | 'new'>()
  const [doomed, setDoomed] = useState<McpServer>()
  const add = (
    <Button needs="manage_all" look="primary" aria-haspopup="dialog" onClick={() => setEdited('new')}>
      <Plus size={14} aria-hidden />
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} actions={servers?.length === 0 ? undefined : add}>
      <p className="max-w-prose text-muted">{t('intro')}</p>
      <Permitted to="manage_all" otherwise={<p className="max-w-prose text-row">{t('may_not')}</p>} />
      {!servers && !error && <Skeleton />}
      {!servers && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {servers?.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} action={add} />}
      {servers && servers.length > 0 && (
        <ul className="flex flex-col gap-3">
          {servers.map((server) => (
            <ServerCard
              key={server.id}
              server={server}
              onEdit={() => setEdited(server)}
              onDelete={() => setDoomed(server)}
            />
          ))}
        </ul>
      )}
      <Hosts />
      {edited && (
        <Suspense>
          <ServerDialog stored={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        </Suspense>
      )}
      {doomed && (
        <Suspense>
          <DeleteServerDialog server={doomed} onClose={() => setDoomed(undefined)} />
        </Suspense>
      )}
    </Page>
  )
}

function Hosts() {
  const t = useTranslations('mcp')
  const listed = useListed()
  const { data } = useQuery(responderSettingsQuery())
  if (!data) return null
  return (
    <section aria-labelledby="hosts" className="flex flex-col gap-1 border-t border-line pt-4">
      <h2 id="hosts" className="text-section">
        {t('hosts_title')}
      </h2>
      <p className="max-w-prose text-row text-muted wrap-anywhere">
        {data.hosts.length > 0 ? t('hosts', { hosts: listed(data.hosts) }) : t('no_hosts')}
      </p>
    </section>
  )
}
