'use client'

import { startTransition, useEffect, useRef, useState } from 'react'
import type { Player } from '@/lib/inspector/replay/player'
import type { PlayerStore } from './player-store'

/**
 * The player as it is drawn, which may be some frames behind: the next one is asked for when the last one stands on the
 * page, so that a long conversation is drawn less often and never late.
 */
export function useShown(store: PlayerStore): Player {
  const [shown, setShown] = useState(store.get)
  const isAsked = useRef(false)
  useEffect(() => {
    function ask() {
      if (isAsked.current || store.get() === shown) return
      isAsked.current = true
      startTransition(() => setShown(store.get()))
    }
    isAsked.current = false
    ask()
    return store.subscribe(ask)
  }, [store, shown])
  return shown
}
