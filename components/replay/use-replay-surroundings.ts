'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { RunSurroundings } from '@/components/report/report-context'
import type { ThreadAt } from '@/lib/inspector/replay/thread-replay'
import type { Message } from '@/lib/protocol/message'
import type { Recording } from '@/lib/run/recording'

const around = { backend: 'elsewhere', unlisted: null, threadGoneMs: null, unanswered: [] } as const

/** What stands around the run that moves, as far as a recording has it. */
export function useReplaySurroundings({ title, assistants }: Recording, { run, entries }: ThreadAt): RunSurroundings {
  const t = useTranslations('inspector.facts')
  const threadName = title ?? t('thread')
  const known = useSame(
    entries.flatMap((entry) =>
      entry.type === 'message' ? [entry.message] : entry.id === run?.id ? [] : entry.messages,
    ),
  )
  const asked = run?.view.run?.assistant_id
  const assistantName = assistants.find(({ id }) => id === asked)?.name ?? null
  const createdMs = run?.log[0]?.at ?? 0
  const isLogWhole = run !== undefined && run.count === run.log.length
  return useMemo(() => {
    const messages = { known: known.toReversed(), hasOlder: false, isPending: false }
    const nothing = { labels: [], server: null, exchanges: null, cutOff: null, log: 'none' } as const
    return { assistantName, threadName, createdMs, messages, isLogWhole, around, ...nothing }
  }, [assistantName, threadName, createdMs, known, isLogWhole])
}

/** The same list as long as the same stand in it. */
function useSame(list: readonly Message[]): readonly Message[] {
  const [known, setKnown] = useState(list)
  if (known.length === list.length && known.every((each, index) => each === list[index])) return known
  setKnown(list)
  return list
}
