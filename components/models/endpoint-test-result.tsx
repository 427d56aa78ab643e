'use client'

import { useTranslations } from 'next-intl'
import type { ModelAbilities, ModelEndpointTest } from '@/lib/protocol/model-settings'

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const

/** What answered, how fast, which step failed, and what the model can. */
export function EndpointTestResult({ test }: { readonly test: ModelEndpointTest }) {
  const t = useTranslations('models.result')
  return (
    <div className="flex flex-col gap-1" data-status={test.passed ? 'completed' : 'failed'}>
      <p className="font-medium text-tone">
        {t(test.passed ? 'passed' : 'failed')} {test.models && t('listed', { count: test.models.length })}
      </p>
      <ol className="flex flex-col gap-0.5 text-row">
        {test.steps
          .filter(({ status, detail }) => status !== 'skipped' || detail !== null)
          .map(({ step, status, ms, detail }) => (
            <li key={step} className="flex gap-2">
              <span aria-hidden className="w-4 shrink-0 text-center">
                {marks[status]}
              </span>
              <span className="min-w-0 wrap-anywhere">
                <span className="sr-only">{t(`status.${status}`)} </span>
                {t(`step.${step}`)}
                {ms > 0 && <span className="text-muted"> · {t('ms', { ms })}</span>}
                {detail !== null && (
                  <span lang="en" className="block text-muted">
                    {detail}
                  </span>
                )}
              </span>
            </li>
          ))}
      </ol>
      {test.abilities && <Abilities model={test.tested ?? ''} abilities={test.abilities} />}
      {test.passed && test.tested === null && <p className="text-row text-muted">{t('untested')}</p>}
    </div>
  )
}

const abilityNames = ['streaming', 'tools', 'json_schema', 'images'] as const satisfies (keyof ModelAbilities)[]

const answerOf = (can: boolean | null) => (can === null ? 'unknown' : can ? 'yes' : 'no')

function Abilities({ model, abilities }: { readonly model: string; readonly abilities: ModelAbilities }) {
  const t = useTranslations('models.result')
  return (
    <div className="text-row">
      <p className="font-medium wrap-anywhere">{t('abilities', { model })}</p>
      <dl>
        {abilityNames.map((name) => (
          <div key={name} className="flex gap-2">
            <dt>{t(`ability.${name}`)}</dt>
            <dd className="text-muted">{t(answerOf(abilities[name]))}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
