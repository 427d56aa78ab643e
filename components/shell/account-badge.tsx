'use client'

import { useTranslations } from 'next-intl'
import { accountTrouble } from '@/lib/client/account-query'
import { useAccount } from './use-account'

/** What is wrong with the connection's account, in a word, beside its name. On a phone the banner alone says it. */
export function AccountBadge() {
  const t = useTranslations('shell.account.badge')
  const account = useAccount()
  const trouble = account && accountTrouble(account)
  if (!trouble) return null
  return (
    <span
      data-status="failed"
      className="mx-2 hidden rounded-field bg-tint px-1.5 py-0.5 text-meta font-medium text-tone wide:inline"
    >
      {t(trouble)}
    </span>
  )
}
