'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { useOfNow } from '@/components/ui/use-now'
import { plainNumber } from '@/lib/i18n/plain-number'
import { endInShort, waitInShort, type ShortWait } from '@/lib/inspector/findings/in-short'
import type { RunEnd, RunSummary } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { plainName } from './plain-name'
import { useListed } from './use-listed'

/** What a run waits for, or why it did not complete, in a sentence; undefined when there is nothing to say. */
export function useRunReason({ run, waits_since_ms: sinceMs }: Pick<RunSummary, 'run' | 'waits_since_ms'>) {
  const t = useTranslations('runs')
  const roughly = useRoughDuration()
  const endReason = useEndReason()
  const waitReason = useWaitReason()
  return useOfNow('slow', (now) => {
    if (isTerminal(run.status)) return endReason(run)
    const { wait, leftMs } = waitInShort(run, { now, sinceMs })
    const left = leftMs !== undefined && t('expires_in', { duration: roughly(leftMs) })
    return [wait && waitReason(wait), left].filter(Boolean).join(' · ') || undefined
  })
}

/** Why a run did not complete; undefined for others. */
export function useEndReason() {
  const t = useTranslations('runs')
  const duration = useDuration()
  return (run: RunEnd & { readonly status: RunStatus }): string | undefined => {
    const end = endInShort(run)
    switch (end?.kind) {
      case 'failed': {
        const failure = t(`failed.${end.failure}`)
        // The server's own failures say no more in their own words.
        const isOwn = end.failure === 'stopped_often' || end.failure === 'log_damaged' || end.said === ''
        return isOwn ? failure : t('failed_with', { failure, message: end.said })
      }
      case 'incomplete': {
        const limit = end.limit === null ? 'unknown' : plainNumber(end.limit)
        return t(`incomplete.${end.reason}`, { limit })
      }
      case 'expired':
        return end.afterMs === null ? t('expired') : t('expired_after', { limit: duration(end.afterMs, 'round') })
      case undefined:
        return undefined
      default:
        return end satisfies never
    }
  }
}

function useWaitReason() {
  const t = useTranslations('runs')
  const listed = useListed()
  const roughly = useRoughDuration()
  return (wait: ShortWait): string => {
    if (wait.kind === 'queued') return t('queued_for', { duration: roughly(wait.forMs) })
    const calls = { count: wait.count, names: listed(wait.names.map(plainName)) }
    return wait.forMs === null || wait.forMs < TEN_SECONDS
      ? t('waiting_for', calls)
      : t('waiting_since', { ...calls, duration: roughly(wait.forMs) })
  }
}

const TEN_SECONDS = 10_000
const MINUTE = 60_000

/** A length of time that is looked at now and then: in steps of ten seconds, from a minute on of one minute. */
function useRoughDuration() {
  const duration = useDuration()
  return (ms: number) => {
    const step = ms < MINUTE ? TEN_SECONDS : MINUTE
    return duration(Math.floor(ms / step) * step, 'round')
  }
}
