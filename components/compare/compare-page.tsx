'use client'

import { useTranslations } from 'next-intl'
import { RunChoice } from '@/components/run/run-choice'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { BothRuns } from './both-runs'

/** Two runs beside each other; where one of them is not said yet, it is chosen. */
export function ComparePage() {
  const t = useTranslations('comparison')
  const [a] = useSearchParam('a')
  const [b] = useSearchParam('b')
  const isSame = a !== '' && a === b
  if (a && b && !isSame) return <BothRuns key={`${a} ${b}`} a={a} b={b} />
  return (
    <Page title={t('title')}>
      <h2 className="text-section">{t(a ? 'choose.second' : 'choose.first')}</h2>
      {isSame && <p className="text-row text-muted">{t('choose.same')}</p>}
      <RunChoice key={a} first={a || undefined} />
    </Page>
  )
}
