'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { keep } from '@/components/kept/kept-in-tab'
import { useSearchParam } from '@/components/routing/use-search-param'
import { holdPlace } from './use-kept-place'
import type { ThreadState } from './use-thread'

/** How far below the upper edge it comes to stand. */
const BELOW_PX = 64

/**
 * Brings the message that the address names into sight, and loads older ones until it is there. To be called before
 * the kept place, which is let go.
 */
export function useLinkedMessage(box: RefObject<HTMLElement | null>, name: string, thread: ThreadState) {
  const [sought] = useSearchParam('message')
  const reached = useRef('')
  const { entries, messages } = thread
  useLayoutEffect(() => {
    if (sought) keep(name, undefined)
  }, [sought, name])
  useEffect(() => {
    if (!sought || reached.current === sought || !box.current) return
    const entry = entries.find((each) =>
      each.type === 'run' ? each.messages.some(({ id }) => id === sought) : each.id === sought,
    )
    if (entry) {
      reached.current = sought
      holdPlace(box.current, { entry: entry.id, top: BELOW_PX }, new AbortController())
    } else if (messages.hasNextPage && !messages.isFetchingNextPage) void messages.fetchNextPage()
  }, [box, sought, entries, messages])
}
