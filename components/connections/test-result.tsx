'use client'

import { useTranslations } from 'next-intl'
import type { ConnectionTest } from '@/lib/protocol/connection'
import { TestSteps } from './test-steps'

/** What answered, how fast, and which step failed. */
export function TestResult({ test }: { readonly test: ConnectionTest }) {
  const t = useTranslations('connections.result')
  return (
    <div className="flex flex-col gap-1" data-status={test.passed ? 'completed' : 'failed'}>
      <p className="font-medium text-tone">{test.passed ? t('passed', { host: test.answered ?? '' }) : t('failed')}</p>
      <TestSteps steps={test.steps.filter(({ status }) => status !== 'skipped')} nameOf={(step) => t(`step.${step}`)} />
    </div>
  )
}
