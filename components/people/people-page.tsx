'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { accessOf } from '@/components/names/access-of'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { sessionQuery } from '@/lib/client/people'
import { AuditSection } from './audit-section'
import { KeysSection } from './keys-section'
import { ProjectsSection } from './projects-section'

/** Keys, which programs bring, and projects, which keep what different people do apart. */
export function PeoplePage() {
  const t = useTranslations('people')
  const { data: session, error, refetch } = useQuery(sessionQuery())
  const common = useTranslations('common')
  const access = session && accessOf(session.scopes)
  const who = session && session.kind !== 'owner' && t(`as.${session.kind}`, { name: session.name })
  return (
    <Page title={t('title')}>
      {!session && !error && <Skeleton />}
      {!session && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {session && (
        <>
          {who && (
            <p className="text-row text-muted">
              {access ? common('sentences', { first: who, second: t(`access.${access}.hint`) }) : who}
            </p>
          )}
          <KeysSection session={session} />
          <ProjectsSection session={session} />
          {session.everywhere.includes('manage') && <AuditSection />}
        </>
      )}
    </Page>
  )
}
