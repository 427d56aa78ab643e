'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { accountQuery, accountTrouble } from '@/lib/client/queries'

/** What is wrong with the connection's account, in a word, beside its name. On a phone the banner alone says it. */
export function AccountBadge() {
  const t = useTranslations('shell.account.badge')
  const { data } = useQuery(accountQuery(useApi()))
  const trouble = data && accountTrouble(data)
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
