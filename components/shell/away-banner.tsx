'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect } from 'react'
import { useAwaySince } from '@/components/connection/away'
import { useApi } from '@/components/connection/connection-context'
import { watchAway } from '@/components/connection/watch-away'
import { connectionPath } from '@/components/routing/paths'
import { TimeText } from '@/components/ui/time-text'
import { backendQuery } from '@/lib/client/backend-query'

/** Says while the connection's backend cannot be reached: since when, and that pages show what was recorded. */
export function AwayBanner() {
  const t = useTranslations('shell.away')
  const api = useApi()
  const client = useQueryClient()
  const sinceMs = useAwaySince()
  useEffect(() => watchAway(client, api), [client, api])
  useQuery({ ...backendQuery(api), enabled: sinceMs !== null })
  return (
    <div role="status" data-status="failed" className="print:hidden!">
      {sinceMs !== null && (
        <p className="bg-tint px-4 py-2 text-center text-row font-medium text-tone">
          {t.rich('text', { time: () => <TimeText ms={sinceMs} /> })}{' '}
          <Link prefetch={false} href={connectionPath(api.connection)} className="underline underline-offset-2">
            {t('open')}
          </Link>
        </p>
      )}
    </div>
  )
}
