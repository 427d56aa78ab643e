'use client'

import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ConnectionTest } from '@/lib/protocol/connection'
import { TestSteps } from './test-steps'

/** Says that a test is made, and how it ended. */
export function TestProgress({
  test,
}: {
  readonly test: Pick<UseMutationResult<ConnectionTest>, 'data' | 'isPending'>
}) {
  const t = useTranslations('connections')
  return (
    <div role="status" className="empty:-mt-2">
      {test.isPending && <p className="text-row text-muted">{t('testing')}</p>}
      {test.data && !test.isPending && <TestResult test={test.data} />}
    </div>
  )
}

/** What answered, how fast, and which step failed. */
export function TestResult({ test }: { readonly test: ConnectionTest }) {
  const t = useTranslations('connections.result')
  return (
    <div className="flex flex-col gap-1" data-status={test.passed ? 'completed' : 'failed'}>
      <p className="font-medium text-tone">{test.passed ? t('passed', { host: test.answered ?? '' }) : t('failed')}</p>
      <TestSteps
        steps={test.steps.filter(({ step, status }) => status !== 'skipped' || step === 'auth')}
        nameOf={(step) => t(`step.${step}`)}
      />
    </div>
  )
}
