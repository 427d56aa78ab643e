'use client'

import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { useEffect, useEffectEvent } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { runPath, runsPath } from '@/components/routing/paths'
import { searchParamNow } from '@/components/routing/use-search-param'
import { toast } from '@/components/ui/toast-store'
import { waitingForPerson } from '@/lib/client/waiting-for-person'
import { ApiError } from '@/lib/protocol/error'
import type { Change } from '@/lib/protocol/playground'
import { elsewhereOf, type Elsewhere } from './elsewhere'

/** Events within this time share one toast. */
const GATHER_MS = 500

/** The filter of the list that shows them all. */
const listed = { needs_answer: 'requires_action', failed: 'failed,incomplete,expired' } as const

/** Tells of runs that stopped for an answer or failed where the reader does not look. */
export function useElsewhereToasts() {
  const { listen } = useConnection()
  const pathname = usePathname()
  const say = useSay()
  const worthOf = useEffectEvent((change: Change) =>
    elsewhereOf(change, {
      pathname,
      thread: searchParamNow('thread'),
      runs: [searchParamNow('a'), searchParamNow('b')],
    }),
  )
  const tell = useEffectEvent(say)

  useEffect(() => {
    const last = new Map<string, Elsewhere>()
    const waiting = new Map<string, Elsewhere>()
    let timer: ReturnType<typeof setTimeout> | undefined
    function flush() {
      timer = undefined
      for (const worth of ['needs_answer', 'failed'] as const) {
        const ids = [...waiting].flatMap(([id, each]) => (each === worth ? [id] : []))
        // What was not told of may be by its next change: a rule that answers may fail.
        if (ids.length > 0) void tell(worth, ids).then((silent) => silent.forEach((id) => last.delete(id)))
      }
      waiting.clear()
    }
    const stop = listen((change) => {
      const worth = worthOf(change)
      // A run that goes on may stop again, which is announced again.
      if (!worth || last.get(change.id) === worth)
        return void (change.kind === 'run' && !worth && last.delete(change.id))
      last.set(change.id, worth)
      waiting.set(change.id, worth)
      timer ??= setTimeout(flush, GATHER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [listen])
}

function useSay() {
  const t = useTranslations('shell.elsewhere')
  const nameOf = useAssistantName()
  const { api } = useConnection()
  async function say(worth: Elsewhere, ids: readonly string[]) {
    const tone = worth === 'failed' ? 'error' : 'plain'
    const [id, ...others] = ids
    if (id === undefined || others.length > 0) {
      const href = `${runsPath(api.connection)}?status=${listed[worth]}`
      return toast(t(`${worth}_many`, { count: ids.length }), tone, { href, label: t('show_all') })
    }
    try {
      const summary = await api.runs.summary(id)
      const words = t(worth, { name: nameOf(summary) })
      toast(words, tone, { href: runPath(api.connection, summary.run), label: t('open') })
    } catch (error) {
      // Deleted meanwhile, or the server is away: then there is nothing to look at.
      if (!(error instanceof ApiError)) throw error
    }
  }

  /** Gives those that it does not tell of: a rule answers them. */
  return async (worth: Elsewhere, ids: readonly string[]): Promise<readonly string[]> => {
    const told = worth === 'needs_answer' ? await waitingForPerson(api, ids) : ids
    if (told.length > 0) await say(worth, told)
    return ids.filter((id) => !told.includes(id))
  }
}
