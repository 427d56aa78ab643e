'use client'

import { useEffect, useEffectEvent } from 'react'
import { offerAction, type Action } from './action-store'

type Offer = Omit<Action, 'run'> & {
  readonly run: () => void
  /** Offered only while this is true. */
  readonly when?: boolean
}

/**
 * Offers an action of the page while the component stands: in the palette by its label, on the keyboard by its
 * shortcut.
 */
export function useAction({ id, label, shortcut, everywhere, run, when = true }: Offer) {
  const act = useEffectEvent(run)
  useEffect(() => {
    if (when) return offerAction({ id, label, shortcut, everywhere, run: () => act() })
  }, [id, label, shortcut, everywhere, when])
}
