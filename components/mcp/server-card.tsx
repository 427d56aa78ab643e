'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useListed } from '@/components/names/use-listed'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { ErrorState } from '@/components/ui/error-state'
import { testMcpServerMutation } from '@/lib/client/responder-sources'
import type { McpServer } from '@/lib/protocol/responder-sources'
import { ServerTest } from './server-test'

interface ServerCardProps {
  readonly server: McpServer
  readonly onEdit: () => void
  readonly onDelete: () => void
}

/** A server, whether it answers, and what can be done with it: those of the operator stay as they are. */
export function ServerCard({ server, onEdit, onDelete }: ServerCardProps) {
  const t = useTranslations('mcp')
  const listed = useListed()
  const { id, name, origin, transport, url, header_names, is_locked } = server
  const test = useMutation(testMcpServerMutation())
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-section wrap-anywhere" dir="auto">
          {name}
        </h2>
        <Chip>{t(`transport.${transport}`)}</Chip>
        {origin === 'environment' && <Chip>{t('from_environment')}</Chip>}
      </div>
      {(url !== null || header_names.length > 0) && (
        <p className="text-row text-muted wrap-anywhere">
          {[url, header_names.length > 0 && t('headers', { names: listed(header_names) })].filter(Boolean).join(' · ')}
        </p>
      )}
      {is_locked && (
        <p data-status="failed" className="text-row font-medium text-tone">
          {t('locked')}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button needs="manage_all" busy={test.isPending} disabled={is_locked} onClick={() => test.mutate({ id })}>
          {t('test')}
        </Button>
        {origin === 'page' && (
          <>
            <Button needs="manage_all" aria-haspopup="dialog" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button needs="manage_all" look="danger" aria-haspopup="dialog" onClick={onDelete}>
              {t('delete')}
            </Button>
          </>
        )}
      </div>
      <div role="status" className="empty:hidden">
        {test.isPending && <p className="text-row text-muted">{t('testing')}</p>}
        {test.data && !test.isPending && <ServerTest test={test.data} />}
      </div>
      {test.isError && <ErrorState compact error={test.error} onRetry={() => test.mutate({ id })} />}
    </li>
  )
}
