'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { ownFailureOf } from '@/lib/run/own-failures'
import { pendingCalls } from '@/lib/run/tool-calls'
import { plainName } from './plain-name'
import { useListed } from './use-listed'

const SECOND_MS = 1_000

/** What a run waits for, or why it did not complete, in a sentence; undefined when there is nothing to say. */
export function useRunReason() {
  const t = useTranslations('runs')
  const outcome = useTranslations('inspector.outcome')
  const listed = useListed()
  const duration = useDuration()
  return (run: Run): string | undefined => {
    if (run.last_error) {
      const { code, message } = run.last_error
      const own = ownFailureOf(run.last_error)
      return own ? outcome(`${own}.title`) : t('failed_with', { failure: t(`error.${code}`), message })
    }
    if (run.incomplete_details) {
      const { reason } = run.incomplete_details
      const limit = run[reason]
      return t(`incomplete.${reason}`, { limit: limit === null ? 'unknown' : plainNumber(limit) })
    }
    if (run.status === 'expired' && run.expires_at !== null) {
      return t('expired_after', { limit: duration((run.expires_at - run.created_at) * SECOND_MS, 'round') })
    }
    const calls = pendingCalls(run)
    if (calls.length === 0) return undefined
    return t('waiting_for', {
      count: calls.length,
      names: listed(calls.map((call) => plainName(call.function.name))),
    })
  }
}

/** The name of a run's assistant. */
export function useAssistantName() {
  const t = useTranslations('runs')
  return ({ assistant_name }: Pick<RunSummary, 'assistant_name'>) => plainName(assistant_name ?? t('unnamed_assistant'))
}
