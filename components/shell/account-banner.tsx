'use client'

import { useTranslations } from 'next-intl'
import { TimeText } from '@/components/ui/time-text'
import { accountTrouble } from '@/lib/client/account-query'
import { useAccount } from './use-account'

/** Says what is wrong with the connection's account, what to do, and how old the data is that pages show meanwhile. */
export function AccountBanner() {
  const t = useTranslations('shell.account')
  const account = useAccount()
  const trouble = account && accountTrouble(account)
  const answeredMs = account?.answered_ms ?? null
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
