'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { TimeText } from '@/components/ui/time-text'
import { accountQuery, accountTrouble } from '@/lib/client/queries'

/** Says what is wrong with the connection's account, what to do, and how old the data is that pages show meanwhile. */
export function AccountBanner() {
  const t = useTranslations('shell.account')
  const { data } = useQuery(accountQuery(useApi()))
  const trouble = data && accountTrouble(data)
  const answeredMs = data?.answered_ms ?? null
  return (
    <div role="status" data-status="failed">
      {trouble && (
        <p className="bg-tint px-4 py-2 text-center text-row font-medium text-tone">
          {t(trouble)}{' '}
          {answeredMs === null ? t('as_of_before') : t.rich('as_of', { time: () => <TimeText ms={answeredMs} /> })}
        </p>
      )}
    </div>
  )
}
