'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { useBackendFailure } from '@/components/connection/away'
import { useCurl } from '@/components/connection/use-curl'
import { overviewPath, transferPath } from '@/components/routing/paths'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Permitted } from '@/components/ui/permissions'

/** What stands in place of the first thread: where one comes from. */
export function NoThreads() {
  const t = useTranslations('threads.empty')
  const { connection } = useApi()
  const curl = useCurl()
  const failure = useBackendFailure()
  // That there are none is for the backend to say.
  if (failure) return <ErrorState error={failure.error} onRetry={() => void failure.refetch()} />
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Permitted to="manage">
          <div className="flex flex-wrap gap-2">
            <Link href={overviewPath(connection)} className={buttonClass('primary')}>
              {t('action')}
            </Link>
            <Link prefetch={false} href={transferPath} className={buttonClass()}>
              {t('move_in')}
            </Link>
          </div>
        </Permitted>
      }
      curl={curl('/threads', { messages: [{ role: 'user', content: 'hello world' }] })}
    />
  )
}
