'use client'

import { useTranslations } from 'next-intl'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Run } from '@/lib/protocol/run'
import type { RunActions } from './report-context'
import { RunFacts } from './run-facts'
import { StatusDiagram } from './status-diagram'

interface RunAsideProps {
  readonly run: Run
  readonly life: Lifecycle
  readonly actions: RunActions | undefined
}

/** What the run as a whole was, and the way it took. */
export function RunAside({ run, life, actions }: RunAsideProps) {
  const t = useTranslations('inspector')
  return (
    <aside aria-label={t('facts.title')} className="flex min-w-0 flex-col gap-5">
      <figure className="flex max-w-[24rem] flex-col gap-2 overflow-x-auto">
        <figcaption className="text-meta font-medium text-muted">{t('machine.title')}</figcaption>
        <StatusDiagram life={life} />
      </figure>
      <RunFacts run={run} thread={actions?.thread} assistant={actions?.assistant} />
      {actions?.changes}
    </aside>
  )
}
