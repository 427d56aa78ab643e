'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { BackendWatch, useAwaySince } from '@/components/connection/away'
import { useApi } from '@/components/connection/connection-context'
import { RunClock } from '@/components/connection/run-clock'
import { ComparisonView } from '@/components/comparison/comparison-view'
import { BackLink } from '@/components/routing/back-link'
import { comparePath, runsPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { usePageUrlState } from '@/components/routing/use-page-url-state'
import { RunAnnouncer } from '@/components/run/run-announcer'
import { Page } from '@/components/shell/page'
import { PageError } from '@/components/shell/page-error'
import { useMarkdown } from '@/components/text/late-markdown'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { isTerminal } from '@/lib/run/machine'
import { useSide } from './use-side'

/** The comparison of two runs by their ids, live while one of them is. Props: a, b. */
export function BothRuns({ a, b }: { a: string; b: string }) {
  const t = useTranslations('comparison')
  const runs = useTranslations('runs')
  const { connection } = useApi()
  const go = useGo()
  const urlState = usePageUrlState()
  const [one, other] = [useSide(a, 'A'), useSide(b, 'B')]
  const away = useAwaySince()
  useMarkdown(true)
  const sides = useMemo(() => one.side && other.side && { a: one.side, b: other.side }, [one.side, other.side])
  const failed = [one, other].find(({ side, error }) => !side && error)
  const back = <BackLink href={runsPath(connection)} label={runs('title')} />
  if (!sides) {
    return (
      <Page title={t('title')} wide>
        {failed ? <PageError error={failed.error} onRetry={failed.onRetry} back={back} /> : <Skeleton />}
      </Page>
    )
  }
  const isLive = [sides.a, sides.b].some(({ view }) => !isTerminal(view.run.status))
  return (
    <Page
      title={t('title')}
      wide
      actions={
        <>
          <Button onClick={() => go(comparePath(connection, b, a))}>{t('swap')}</Button>
          <Button onClick={() => go(comparePath(connection, a))}>{t('other')}</Button>
        </>
      }
    >
      {isLive && <BackendWatch />}
      {[one, other].map(
        ({ side, skewMs }) => side && <RunAnnouncer key={side.view.run.id} view={side.view} skewMs={skewMs} />,
      )}
      <RunClock isLive={isLive} stoppedMs={away}>
        {(now) => <ComparisonView sides={sides} now={now} urlState={urlState} />}
      </RunClock>
    </Page>
  )
}
