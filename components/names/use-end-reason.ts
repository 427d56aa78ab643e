'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import { endInShort } from '@/lib/inspector/findings/end-in-short'
import type { RunEnd } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'

const ownFailures: readonly string[] = ['stopped_often', 'too_many_turns', 'log_damaged']

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
        return ownFailures.includes(end.failure) || end.said === ''
          ? failure
          : t('failed_with', { failure, message: end.said })
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
