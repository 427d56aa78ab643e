'use client'

import { useTranslations } from 'next-intl'
import type { ConnectionTest, TestStep } from '@/lib/protocol/connection'

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const satisfies Record<TestStep['status'], string>

/** What answered, how fast, and which step failed. */
export function TestResult({ test }: { readonly test: ConnectionTest }) {
  const t = useTranslations('connections.result')
  return (
    <div className="flex flex-col gap-1" data-status={test.passed ? 'completed' : 'failed'}>
      <p className="font-medium text-tone">{test.passed ? t('passed', { host: test.answered ?? '' }) : t('failed')}</p>
      <ol className="flex flex-col gap-0.5 text-row">
        {test.steps
          .filter(({ status }) => status !== 'skipped')
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
    </div>
  )
}
