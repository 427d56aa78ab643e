'use client'

import { useTranslations } from 'next-intl'
import type { Found } from '@/lib/protocol/connection'

interface TestStepsProps<Step extends string> {
  readonly steps: readonly (Found & {
    readonly step: Step
    readonly status: keyof typeof marks
    readonly ms: number
    /** What happened, in English: for tests of earlier versions, which gave no reason. */
    readonly detail: string | null
  })[]
  /** In words; of the key also what it means that the step was skipped. */
  readonly nameOf: (step: Step | 'no_key') => string
}

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const

/** How far a test came, a line a step. */
export function TestSteps<Step extends string>({ steps, nameOf }: TestStepsProps<Step>) {
  const t = useTranslations('connections.result')
  return (
    <ol className="flex flex-col gap-0.5 text-row">
      {steps.map(({ step, status, ms, detail, ...found }) => (
        <li key={step} className="flex gap-2">
          <span aria-hidden className="w-4 shrink-0 text-center">
            {marks[status]}
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">{t(`status.${status}`)} </span>
            {nameOf(step === 'auth' && status === 'skipped' ? 'no_key' : step)}
            {ms > 0 && <span className="text-muted"> · {t('ms', { ms })}</span>}
            <WhatWasFound {...found} detail={detail} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function WhatWasFound({ reason, values, words, detail }: Found & { readonly detail: string | null }) {
  const t = useTranslations('connections.result')
  if (reason === undefined) {
    return (
      detail !== null && (
        <span lang="en" className="block text-muted">
          {detail}
        </span>
      )
    )
  }
  const { kind = 'openai', status = 0, host = '', count = 0 } = values ?? {}
  return (
    <>
      <span className="block text-muted">{t(`reason.${reason}`, { kind, status, host, count })}</span>
      {words !== undefined && (
        <q dir="auto" className="block text-muted">
          {words}
        </q>
      )}
    </>
  )
}
