'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { useMay } from '@/components/ui/permissions'
import { modelsQuery } from '@/lib/client/queries'
import { modelOf, scenarios, type Scenario } from './templates'
import { useStart } from './use-start'

/** The paths that a run can take, each to be seen with one click. */
export function ScenarioList() {
  const t = useTranslations('templates.scenarios')
  const { data } = useQuery(modelsQuery(useApi()))
  const may = useMay()
  const offered = new Set(data?.data.map(({ id }) => id))
  const shown = scenarios.filter((scenario) => offered.has(modelOf(scenario)))
  if (shown.length === 0 || !may('manage') || !may('run')) return null
  return (
    <section aria-labelledby="scenarios" className="flex flex-col gap-3">
      <div>
        <h2 id="scenarios" className="text-section">
          {t('title')}
        </h2>
        <p className="text-muted">{t('hint')}</p>
      </div>
      <ul className="border-t border-line">
        {shown.map((scenario) => (
          <ScenarioRow key={scenario} scenario={scenario} />
        ))}
      </ul>
    </section>
  )
}

function ScenarioRow({ scenario }: { scenario: Scenario }) {
  const t = useTranslations('templates.scenarios')
  const { start, busy } = useStart()
  const name = t(`${scenario}.title`)
  return (
    <li className="flex min-h-11 items-center gap-3 border-b border-line py-1">
      <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-3">
        <h3 className="shrink-0 text-row font-medium sm:w-44">{name}</h3>
        <p className="min-w-0 text-row text-muted">{t(`${scenario}.text`)}</p>
      </div>
      <Button look="quiet" busy={busy} aria-label={t('start_named', { name })} onClick={() => start(scenario)}>
        {t('start')}
      </Button>
    </li>
  )
}
