'use client'

import { useTranslations } from 'next-intl'
import { TestSteps } from '@/components/connections/test-steps'
import type { ModelAbilities, ModelEndpointTest } from '@/lib/protocol/model-settings'

/** What answered, how fast, which step failed, and what the model can. */
export function EndpointTestResult({ test }: { readonly test: ModelEndpointTest }) {
  const t = useTranslations('models.result')
  return (
    <div className="flex flex-col gap-1" data-status={test.passed ? 'completed' : 'failed'}>
      <p className="font-medium text-tone">
        {t(test.passed ? 'passed' : 'failed')} {test.models && t('listed', { count: test.models.length })}
      </p>
      <TestSteps
        steps={test.steps.filter(
          ({ step, status, detail }) => status !== 'skipped' || step === 'auth' || detail !== null,
        )}
        nameOf={(step) => t(`step.${step}`)}
      />
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
