'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { useOfNow } from '@/components/ui/use-now'
import { waitInShort, type ShortWait } from '@/lib/inspector/findings/wait-in-short'
import type { RunSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'
import { plainName } from './plain-name'
import { useListed } from './use-listed'

/** What an active run waits for, in a sentence; undefined when there is nothing to say. */
export function useWaitReason({ run, waits_since_ms: sinceMs }: Pick<RunSummary, 'run' | 'waits_since_ms'>) {
  const t = useTranslations('runs')
  const roughly = useRoughDuration()
  const textOf = useWaitText()
  return useOfNow('slow', (now) => {
    if (isTerminal(run.status)) return undefined
    const { wait, leftMs } = waitInShort(run, { now, sinceMs })
    const left = leftMs !== undefined && t('expires_in', { duration: roughly(leftMs) })
    return [wait && textOf(wait), left].filter(Boolean).join(' · ') || undefined
  })
}

function useWaitText() {
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
