'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { useCurl } from '@/components/connection/use-curl'
import { overviewPath } from '@/components/routing/paths'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Permitted } from '@/components/ui/permissions'

/** What stands in place of the first run, or of those that no filter lets pass. */
export function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations('runs.no_match')
  return isFiltered ? <EmptyState title={t('title')} text={t('text')} /> : <NoRunsYet />
}

function NoRunsYet() {
  const t = useTranslations('runs.empty')
  const { connection } = useApi()
  const curl = useCurl()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Permitted to="manage">
          <Link href={overviewPath(connection)} className={buttonClass('primary')}>
            {t('action')}
          </Link>
        </Permitted>
      }
      curl={curl('/threads/runs', {
        assistant_id: 'asst_…',
        thread: { messages: [{ role: 'user', content: 'hello world' }] },
      })}
    />
  )
}
